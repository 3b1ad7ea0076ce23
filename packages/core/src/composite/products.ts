import type { Expr } from "../expr/expr.js";
import { mul } from "../ops/arithmetic.js";
import { reshape } from "../ops/movement.js";
import { lift, type Value } from "../ops/operand.js";
import { sum } from "../ops/reduction.js";
import { ShapeError } from "../shape/errors.js";
import { sameShape, showShape } from "../shape/shape.js";

const checkVectors = (operation: string, a: Value, b: Value): void => {
  if (a.shape.length !== 1 || b.shape.length !== 1)
    throw new ShapeError(`${operation}: needs two vectors, got ${showShape(a.shape)} and ${showShape(b.shape)}`);
};

/**
 * `y = Σᵢ aᵢ bᵢ`, the inner product of two vectors. Shapes: `[n] · [n] → []`.
 *
 * @throws ShapeError when an argument is not a vector, or their lengths differ.
 *
 * @example
 * import { dot, evaluate, tensor } from "@chainrule/core";
 * assert.equal(evaluate(dot(tensor([1, 2]), tensor([3, 4]))).toNumber(), 11);
 */
export const dot = <N extends number>(a: Value<readonly [N]>, b: Value<readonly [NoInfer<N>]>): Expr<readonly []> => {
  checkVectors("dot", a, b);
  if (!sameShape(a.shape, b.shape))
    throw new ShapeError(
      `dot: lengths differ: ${showShape(a.shape)} · ${showShape(b.shape)} (${a.shape[0]} ≠ ${b.shape[0]})`,
    );
  return sum(mul(lift(a), lift(b)));
};

/**
 * `yᵢⱼ = aᵢ bⱼ`, the outer product of two vectors. Shapes: `[m], [n] → [m, n]`.
 *
 * @throws ShapeError when an argument is not a vector.
 *
 * @example
 * import { evaluate, outer, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(outer(tensor([1, 2]), tensor([3, 4]))).toNested(), [[3, 4], [6, 8]]);
 */
export const outer = <M extends number, N extends number>(
  a: Value<readonly [M]>,
  b: Value<readonly [N]>,
): Expr<readonly [M, N]> => {
  checkVectors("outer", a, b);
  const column: Expr = reshape(a, [a.shape[0], 1]);
  const row: Expr = reshape(b, [1, b.shape[0]]);
  // Safe: a column times a row has a row for each element of `a` and a column for each of `b`.
  return mul(column, row) as Expr<readonly [M, N]>;
};
