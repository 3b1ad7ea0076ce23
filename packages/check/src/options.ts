import type { Expr } from "@chainrule/core";
import type { Jury } from "./examination.js";
import type { Inputs } from "./input/inputs.js";
import type { Order } from "./problem/problem.js";

/** How to check. */
export interface CheckOptions<Args extends readonly unknown[] = readonly Expr[]> extends Jury {
  /**
   * What to draw for each argument: a tree with `shaped(…)` where values are to be drawn, and tensors or numbers where they are given.
   * Default, for a function of one expression: scalars, vectors and matrices of a few elements.
   */
  readonly inputs?: Inputs<Args>;
  /** How many samples to compare on; default: what fast-check is configured to (`fc.configureGlobal({ numRuns })`), or 100. */
  readonly runs?: number;
  /** Which derivatives; default `[1, 2]`. */
  readonly orders?: readonly Order[];
  /** The same seed gives the same samples; default: fast-check's, which is another each time. */
  readonly seed?: number;
}

const names: Readonly<Record<keyof CheckOptions, true>> = {
  inputs: true,
  runs: true,
  orders: true,
  seed: true,
  backends: true,
  kinks: true,
};

/**
 * Refuses what would otherwise check nothing, or not what was meant: code without types can pass it, and so can a number.
 *
 * @throws RangeError for a number of runs that is not whole and positive; TypeError for an option that there is not, or too few inputs.
 */
export const refuseNonsense = (
  arity: number,
  options: object,
  inputs: readonly unknown[] | undefined,
  runs: number,
): void => {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(names, name));
  if (unknown !== undefined)
    throw new TypeError(`checkGradients: there is no option ${unknown}, only ${Object.keys(names).join(", ")}`);
  if (!Number.isSafeInteger(runs) || runs < 1)
    throw new RangeError(`checkGradients: runs is a whole number and at least 1, got ${runs}`);
  if (inputs !== undefined && inputs.length < arity)
    throw new TypeError(
      `checkGradients: f takes ${arity} arguments, and inputs has entries for ${inputs.length} of them`,
    );
};
