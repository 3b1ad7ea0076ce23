import type { Expr, Operand } from "@chainrule/core";

/** A step count, from 0 on, as an `f64` scalar: exact up to 2⁵³ steps. */
export type StepCount = Expr<readonly []>;

/** A rate as a function of the step count. Both are expressions, so that a whole epoch of steps compiles. */
export type Schedule = (step: StepCount) => Operand<readonly []>;

/**
 * `r(t) = rate`.
 *
 * @example
 * import { input } from "@chainrule/core";
 * import { constantRate } from "@chainrule/nn";
 * assert.equal(constantRate(0.1)(input([], { dtype: "f64" })), 0.1);
 */
export const constantRate =
  (rate: number): Schedule =>
  () =>
    rate;
