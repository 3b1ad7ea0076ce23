import { add, div, less, lift, mul, sub, where } from "@chainrule/core";
import type { Schedule } from "./schedule.js";

/**
 * A rate that first rises in a straight line: `r(t) = schedule(0) · (t + 1) / steps` for `t < steps`, then `schedule(t − steps)`.
 *
 * @example
 * import { constant, evaluate, full } from "@chainrule/core";
 * import { constantRate, warmUp } from "@chainrule/nn";
 * const rate = warmUp({ steps: 4, schedule: constantRate(2) });
 * const at = (step: number) => evaluate(rate(constant(full([], step, { dtype: "f64" })))).toNumber();
 * assert.deepEqual([at(0), at(1), at(3), at(4)], [0.5, 1, 2, 2]);
 */
export const warmUp =
  ({ steps, schedule }: { readonly steps: number; readonly schedule: Schedule }): Schedule =>
  (step) => {
    const peak = lift(schedule(mul(step, 0)), step.dtype);
    return where(less(step, steps), mul(peak, div(add(step, 1), steps)), schedule(sub(step, steps)));
  };
