import { abs, lessEqual, mean, mul, square, sub, where } from "@chainrule/core";
import { type Loss, loss } from "./agreement.js";

/**
 * The loss that is quadratic near 0 and linear beyond `delta`: the mean over all elements of `½ e²` where `|e| ≤ δ`, and of
 * `δ (|e| − ½ δ)` elsewhere, with `e = y − t`. Huber (1964).
 *
 * @throws ShapeError when predictions and targets differ in shape.
 *
 * @example
 * import { evaluate, tensor } from "@chainrule/core";
 * import { huber } from "@chainrule/nn";
 * const robust = huber({ delta: 1 });
 * assert.equal(evaluate(robust(tensor([1, 4]), tensor([0, 0]))).toNumber(), (0.5 + 3.5) / 2);
 */
export const huber = ({ delta = 1 }: { readonly delta?: number } = {}): Loss =>
  loss("huber", (y, t) => {
    const error = sub(y, t);
    const size = abs(error);
    return mean(where(lessEqual(size, delta), mul(0.5, square(error)), mul(delta, sub(size, delta / 2))));
  });
