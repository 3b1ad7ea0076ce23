import { operationsOf, type Rounded, rounded, type Specimen } from "@chainrule/check";
import { type Elementary, type Expr, isFloating } from "@chainrule/core";
import { derive } from "@chainrule/formula";
import { exact, executedBy, lossOf, weightsOf } from "./executed.js";
import { type Readings, readInTurn } from "./readings.js";
import { noticing } from "./undecided.js";

/** What was found of the formulas of one program. */
export interface Outcome extends Readings {
  readonly operations: number;
  /** Whether the fault may be rounding, as a number fell close beside an edge, or an infinity behind a gate: `[c] x` for no c. */
  readonly isUndecided: boolean;
}

/** The values of a program's inputs at its point. */
const givenAt = ({ inputs, point }: Specimen): ReadonlyMap<Expr, readonly Rounded[]> =>
  new Map(inputs.map((node, place) => [node, exact(point[place]?.toArray() ?? [])]));

/** The readings of a program's gradient; where it cannot even be derived or printed, why. */
const readingsOf = (K: Elementary<Rounded>, program: Specimen): Readings => {
  const { loss, weights } = lossOf(program);
  const given = new Map([...givenAt(program), [weights, exact(weightsOf(weights))]]);
  try {
    const derivation = derive(loss, { wrt: program.inputs.filter(({ dtype }) => isFloating(dtype)) });
    return readInTurn(K, derivation, given, executedBy(K, derivation.steps.toArray(), loss, given));
  } catch (error) {
    return { equations: [], fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

/**
 * Derives the gradient of a program, prints every equation, reads it back by the grammar of the text form, and compares what it says with
 * the value or the derivative that the library computes.
 */
export const outcomeOf = (program: Specimen): Outcome => {
  let isUndecided = false;
  // Twice the unit roundoff: as much as one operation, elementary functions included, can be off.
  const K = noticing(rounded(Number.EPSILON), () => {
    isUndecided = true;
  });
  const readings = readingsOf(K, program);
  const { length: operations } = operationsOf(program);
  return { ...readings, operations, isUndecided: readings.fault !== undefined && isUndecided };
};
