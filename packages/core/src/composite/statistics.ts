import type { Expr } from "../expr/expr.js";
import { sqrt, square } from "../ops/analytic.js";
import { div, sub } from "../ops/arithmetic.js";
import { constant } from "../ops/leaf.js";
import { sumTo } from "../ops/movement.js";
import { type Reduction, reduction } from "../ops/reduction.js";
import { at, type Shape, sizeOf } from "../shape/shape.js";
import { checkFloating, full } from "../tensor/tensor.js";

const meanTo = (x: Expr, kept: Shape, axes: readonly number[]): Expr => {
  checkFloating("mean", x.dtype);
  const size = sizeOf(axes.map((axis) => at(x.shape, axis)));
  return div(sumTo(x, kept), constant(full([], size, { dtype: x.dtype }), "n"));
};

/**
 * `y = 1/n Σ x` over one axis, several, or all.
 *
 * @throws ShapeError when an axis is out of range or named twice; DTypeError for integers.
 *
 * @example
 * import { evaluate, mean, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(mean(tensor([[1, 2], [3, 6]]), 0)).toNested(), [2, 4]);
 */
export const mean: Reduction = reduction("mean", meanTo);

/**
 * `y = 1/n Σ (x − x̄)²` over one axis, several, or all: the variance of the values, not an estimate from a sample.
 *
 * @throws ShapeError when an axis is out of range or named twice; DTypeError for integers.
 *
 * @example
 * import { evaluate, tensor, variance } from "@chainrule/core";
 * assert.equal(evaluate(variance(tensor([1, 3]))).toNumber(), 1);
 */
export const variance: Reduction = reduction("variance", (x, kept, axes) =>
  meanTo(square(sub(x, meanTo(x, kept, axes))), kept, axes),
);

/**
 * `y = ‖x‖ = √(Σ x²)` over one axis, several, or all. Its derivative `x/‖x‖` does not exist at 0.
 *
 * @throws ShapeError when an axis is out of range or named twice.
 *
 * @example
 * import { evaluate, norm, tensor } from "@chainrule/core";
 * assert.equal(evaluate(norm(tensor([3, 4]))).toNumber(), 5);
 */
export const norm: Reduction = reduction("norm", (x, kept) => sqrt(sumTo(square(x), kept)));
