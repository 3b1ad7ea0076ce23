import { add, cast, cos, div, minimum, mul, pow } from "@chainrule/core";
import type { Schedule } from "./schedule.js";

/** A rate that falls, from what, by which factor, over how many steps. */
export interface DecayOptions {
  /** The rate at step 0. */
  readonly initial: number;
  /** By what the rate is multiplied every `every` steps. */
  readonly factor: number;
  readonly every: number;
}

/**
 * `r(t) = initial · factor^⌊t / every⌋`: in steps.
 *
 * @example
 * import { constant, evaluate, full } from "@chainrule/core";
 * import { stepDecay } from "@chainrule/nn";
 * const rate = stepDecay({ initial: 1, factor: 0.5, every: 10 });
 * const at = (step: number) => evaluate(rate(constant(full([], step, { dtype: "f64" })))).toNumber();
 * assert.deepEqual([at(0), at(9), at(10), at(20)], [1, 1, 0.5, 0.25]);
 */
export const stepDecay =
  ({ initial, factor, every }: DecayOptions): Schedule =>
  (step) => {
    // A cast to an integer cuts towards zero, which is the floor of what is not negative.
    const completed = cast(cast(div(step, every), "i32"), step.dtype);
    return mul(initial, pow(factor, completed));
  };

/**
 * `r(t) = initial · factor^(t / every)`: smoothly.
 *
 * @example
 * import { constant, evaluate, full } from "@chainrule/core";
 * import { exponentialDecay } from "@chainrule/nn";
 * const rate = exponentialDecay({ initial: 1, factor: 0.25, every: 10 });
 * assert.equal(evaluate(rate(constant(full([], 5, { dtype: "f64" })))).toNumber(), 0.5);
 */
export const exponentialDecay =
  ({ initial, factor, every }: DecayOptions): Schedule =>
  (step) =>
    mul(initial, pow(factor, div(step, every)));

/** A rate that falls along half a wave of a cosine. */
export interface CosineOptions {
  /** The rate at step 0. */
  readonly initial: number;
  /** After how many steps the rate is `final`, and stays so. */
  readonly steps: number;
  /** Default 0. */
  readonly final?: number;
}

/**
 * `r(t) = final + ½ (initial − final) (1 + cos(π min(t, steps) / steps))`. Loshchilov and Hutter (2017), without restarts.
 *
 * @example
 * import { constant, evaluate, full } from "@chainrule/core";
 * import { cosineDecay } from "@chainrule/nn";
 * const rate = cosineDecay({ initial: 1, steps: 100 });
 * const at = (step: number) => evaluate(rate(constant(full([], step, { dtype: "f64" })))).toNumber();
 * assert.deepEqual([at(0), at(100), at(1000)], [1, 0, 0]);
 */
export const cosineDecay =
  ({ initial, steps, final = 0 }: CosineOptions): Schedule =>
  (step) =>
    add(final, mul((initial - final) / 2, add(1, cos(mul(Math.PI / steps, minimum(step, steps))))));
