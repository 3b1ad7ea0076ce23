import type { Expr } from "../expr/expr.js";
import { exp, log } from "../ops/analytic.js";
import { add, div, sub } from "../ops/arithmetic.js";
import { stopGradient } from "../ops/identity.js";
import { sumTo } from "../ops/movement.js";
import { lift, type Value } from "../ops/operand.js";
import { max, type Reduction, reduction } from "../ops/reduction.js";
import { resolveAxis, type Shape } from "../shape/shape.js";

/** `max x` along axes, as a constant: it cancels in what follows, so no gradient need flow through it. */
const shiftOf = (x: Expr, axes: readonly number[]): Expr => stopGradient(max(x, axes, { keepDims: true }));

/** `log Σ e^x` with its axes kept: shifted by the largest, so that no exponential overflows. */
const logSumExpTo = (x: Expr, kept: Shape, axes: readonly number[]): Expr => {
  const shift = shiftOf(x, axes);
  return add(log(sumTo(exp(sub(x, shift)), kept)), shift);
};

/** An elementwise result for a value, normalised along one axis. */
const along =
  (name: string, normalise: (x: Expr, kept: Shape, axes: readonly number[]) => Expr) =>
  <S extends Shape>(x: Value<S>, axis = -1): Expr<S> => {
    const node = lift(x);
    const resolved = resolveAxis(name, axis, node.shape.length);
    const kept = node.shape.toSpliced(resolved, 1, 1);
    // Safe: a value stretched along one axis is taken from `x` or divides it, which keeps the shape.
    return normalise(node, kept, [resolved]) as Expr<S>;
  };

/**
 * `y = log Σ e^x` over one axis, several, or all, without overflow; `dy/dx = softmax x`. Where the largest element is infinite it is NaN.
 *
 * @throws ShapeError when there are no elements, or an axis is out of range or named twice.
 *
 * @example
 * import { evaluate, logSumExp, tensor } from "@chainrule/core";
 * const y = evaluate(logSumExp(tensor([1000, 1000], { dtype: "f64" }))).toNumber();
 * assert.equal(y, 1000 + Math.log(2));
 */
export const logSumExp: Reduction = reduction("logSumExp", logSumExpTo);

/**
 * `yᵢ = e^xᵢ / Σⱼ e^xⱼ` along an axis, the last unless said otherwise, without overflow.
 *
 * @throws ShapeError when the axis is out of range.
 *
 * @example
 * import { evaluate, softmax, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(softmax(tensor([1000, 1000]))).toNested(), [0.5, 0.5]);
 */
export const softmax = along("softmax", (x, kept, axes) => {
  const exponentials = exp(sub(x, shiftOf(x, axes)));
  return div(exponentials, sumTo(exponentials, kept));
});

/**
 * `yᵢ = xᵢ − log Σⱼ e^xⱼ` along an axis, the last unless said otherwise: the logarithm of `softmax`, without overflow or underflow.
 *
 * @throws ShapeError when the axis is out of range.
 *
 * @example
 * import { evaluate, logSoftmax, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(logSoftmax(tensor([0, -1000]))).toNested(), [0, -1000]);
 */
export const logSoftmax = along("logSoftmax", (x, kept, axes) => sub(x, logSumExpTo(x, kept, axes)));
