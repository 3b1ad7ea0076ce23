import type { Expr } from "../expr/expr.js";
import { concat } from "../ops/blocks.js";
import { identity } from "../ops/identity.js";
import { oneHot } from "../ops/indexing.js";
import { input } from "../ops/leaf.js";
import { broadcastTo, reshape, transpose } from "../ops/movement.js";
import { lift, type Operand } from "../ops/operand.js";
import { at, type Shape, sizeOf } from "../shape/shape.js";
import { full } from "../tensor/tensor.js";
import type { Operands } from "../tree/types.js";
import { grad, type ScalarFunction } from "./grad.js";
import { pullback } from "./pullback.js";

/** The value that is 1 in place `index` and 0 elsewhere, with the shape and dtype of a node. */
const basis = ({ shape, dtype }: Expr, index: number): Expr =>
  reshape(oneHot(full([], index, { dtype: "i32" }), sizeOf(shape), { dtype }), shape);

/** One row, the image of a basis value under `pull`, for each element of `node`; as a matrix. */
const rows = (node: Expr, columns: number, pull: (basis: Expr) => Expr): Expr =>
  concat(Array.from({ length: sizeOf(node.shape) }, (_, index) => reshape(pull(basis(node, index)), [1, columns])));

/**
 * The function `x ↦ ∂f/∂x`, with shape `[...f(x).shape, ...x.shape]`. Row by row in reverse, or, where `x` has fewer elements than `f(x)`,
 * column by column forward.
 *
 * @throws GradientError when `x` is an integer.
 *
 * @example
 * import { evaluate, jacobian, square, tensor, type Expr } from "@chainrule/core";
 * assert.deepEqual(evaluate(jacobian((x: Expr) => square(x))(tensor([1, 2]))).toNested(), [[2, 0], [0, 4]]);
 */
export const jacobian =
  <S extends Shape, R extends Shape>(f: (x: Expr<S>) => Expr<R>) =>
  (point: Operand<S>): Expr<readonly [...R, ...S]> => {
    const x = identity(point);
    const y = f(x);
    const [size, count] = [sizeOf(x.shape), sizeOf(y.shape)];
    const shape = [...y.shape, ...x.shape];
    const matrix = (): Expr => (size < count ? byColumns(x, y) : byRows(x, y));
    // Safe: one row for each element of `y`, one column for each of `x`.
    return (size * count === 0 ? broadcastTo(lift(0, x.dtype), shape) : reshape(matrix(), shape)) as Expr as Expr<
      readonly [...R, ...S]
    >;
  };

const byRows = (x: Expr, y: Expr): Expr =>
  rows(y, sizeOf(x.shape), (cotangent) => at(pullback([y], [x], [cotangent]), 0));

const byColumns = (x: Expr, y: Expr): Expr => {
  const cotangent = input(y.shape, { dtype: y.dtype });
  const pulled = pullback([y], [x], [cotangent]);
  return transpose(rows(x, sizeOf(y.shape), (tangent) => at(pullback(pulled, [cotangent], [tangent]), 0)));
};

/**
 * The function `x ↦ ∇²f(x)`, with shape `[...x.shape, ...x.shape]`.
 *
 * @throws GradientError when the result of `f` is not a scalar, or `x` is an integer.
 *
 * @example
 * import { evaluate, hessian, mul, sum, tensor, transpose, matmul, type Expr } from "@chainrule/core";
 * const a = tensor([[2, 1], [1, 4]]);
 * const quadratic = (x: Expr<readonly [2, 1]>) => sum(mul(0.5, matmul(transpose(x), matmul(a, x))));
 * const h = evaluate(hessian(quadratic)(tensor([[1], [1]])));
 * assert.deepEqual(h.toArray(), [2, 1, 1, 4]);
 */
export const hessian = <S extends Shape, R extends Shape>(
  f: ScalarFunction<readonly [Expr<S>], R>,
): ((point: Operand<S>) => Expr<readonly [...S, ...S]>) =>
  // Safe: a node is an operand, and the gradient has the shape of `x`.
  jacobian((x: Expr<S>) => grad(f)(x as Operands<Expr<S>>) as Expr<S>);
