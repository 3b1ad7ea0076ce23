import { topological } from "@chainrule/core";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import type { Specimen } from "../specimen/specimen.js";
import type { Adapter } from "./adapter.js";
import { isTied, isTossUp } from "./decisions.js";
import { type Difference, leavesRange, MARGIN, worstDifference } from "./difference.js";
import type { Pulled } from "./library.js";
import { cotangentOf, readingOf } from "./reading.js";
import { isSettled } from "./settled.js";

/**
 * A program on which a library and exact mathematics part.
 * - `wrong`, `inaccurate`: by more, or by less, than half of the digits of the dtype.
 * - `convention`: in a derivative at a kink, which is what a library says it is.
 * - `refused`: the library throws.
 */
export type Fault =
  | { readonly kind: "wrong" | "inaccurate" | "convention"; readonly difference: Difference }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * What came of running a program through another library.
 * - `agrees`: value and gradient are those of the program, to rounding.
 * - `undecided`: they are not, but rounding alone may have taken another branch, or left the range of the dtype.
 * - `missing`: there is an operation for which the library has no call.
 */
export type Verdict =
  | Fault
  | { readonly kind: "agrees" | "undecided" }
  | { readonly kind: "missing"; readonly reason: string };

/** Whether a verdict is a fault. */
export const isFault = (verdict: Verdict): verdict is Fault =>
  verdict.kind !== "agrees" && verdict.kind !== "undecided" && verdict.kind !== "missing";

/**
 * Whether a program is exactly at a kink of one of its operations. Where the whole has a derivative all the same, as `min(|x|, 0)` has at
 * 0, the conventions that a library has for the parts need not make it up.
 */
export const isAtKink = (specimen: Specimen): boolean => isTied(specimen.output, readingOf(specimen));

/** Half of the digits of f32. */
const HALF_OF_THE_DIGITS = 2 ** -12;

const relative = ({ actual, expected }: Difference): number =>
  Math.abs(actual - expected) / Math.max(Math.abs(actual), Math.abs(expected));

const verdictOn = (specimen: Specimen, pulled: Pulled): Verdict => {
  const reading = readingOf(specimen);
  const difference = worstDifference(specimen, pulled, reading);
  if (difference === undefined) return { kind: "agrees" };
  if (isTossUp(specimen.output, reading, MARGIN) || leavesRange(reading)) return { kind: "undecided" };
  if (difference.of === "gradient" && isTied(specimen.output, reading) && !isSettled(specimen, difference))
    return { kind: "convention", difference };
  return { kind: relative(difference) < HALF_OF_THE_DIGITS ? "inaccurate" : "wrong", difference };
};

/**
 * Runs a program through another library and compares value and gradient with a reading in double precision, whose running error bound
 * says how far rounding to the dtypes of the program may part them.
 *
 * @example
 * import { type Adapter, verdictOf } from "@chainrule/check/peer";
 * import { input, square, tensor } from "@chainrule/core";
 * import { right } from "fp-ts/lib/Either.js";
 * const x = input([]);
 * // A library that takes the square of 3 to be 9, and its derivative to be 3.
 * const other: Adapter = {
 *   name: "other", version: "1.0.0", missing: {}, adapted: {},
 *   pullback: () => right({ value: [9], gradients: [[3]] }),
 * };
 * assert.equal(verdictOf(other, { inputs: [x], output: square(x), point: [tensor(3)] }).kind, "wrong");
 */
export const verdictOf = (adapter: Adapter, specimen: Specimen): Verdict => {
  const missing = topological([specimen.output]).find(({ op }) => adapter.missing[op.name] !== undefined)?.op.name;
  if (missing !== undefined) return { kind: "missing", reason: `${missing}: ${adapter.missing[missing]}` };
  return pipe(
    adapter.pullback(specimen, cotangentOf(specimen)),
    E.match(
      (reason): Verdict => ({ kind: "refused", reason }),
      (pulled) => verdictOn(specimen, pulled),
    ),
  );
};
