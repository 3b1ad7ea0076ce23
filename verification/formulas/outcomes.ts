import { programs, reduce, type Specimen, showSource } from "@chainrule/check";
import { integer, sample } from "fast-check";
import type { Request } from "./command.js";
import { type Outcome, outcomeOf } from "./outcome.js";

/** What was found of one program of many. */
export interface IndexedOutcome extends Outcome {
  /** Which program of its seed it is, counted from 0. */
  readonly index: number;
  /** The smallest program with a fault, where this has one, and what was found of that. */
  readonly smallest: { readonly source: string; readonly outcome: Outcome } | undefined;
}

const isFaulty = ({ fault, isUndecided }: Outcome): boolean => fault !== undefined && !isUndecided;

const smallestOf = (program: Specimen): IndexedOutcome["smallest"] => {
  const smallest = reduce(program, (smaller) => isFaulty(outcomeOf(smaller)));
  return { source: showSource(smallest), outcome: outcomeOf(smallest) };
};

/** Random programs, one after another: lazily, so that whoever asks can show how far it is. */
export function* formulaOutcomes({ count, seed, maxOps }: Omit<Request, "json">): Iterable<IndexedOutcome> {
  const arbitrary = programs({ maxOps });
  // A seed for each program, so that any of them can be drawn without the others before it.
  for (const [index, own] of sample(integer(), { seed, numRuns: count }).entries())
    for (const program of sample(arbitrary, { seed: own, numRuns: 1 })) {
      const outcome = outcomeOf(program);
      yield { ...outcome, index, smallest: isFaulty(outcome) ? smallestOf(program) : undefined };
    }
}
