import { type Expr, input, matmul, reshape, type Shape, square, sum } from "@chainrule/core";

/** An input of doubles. */
export const real = <const S extends Shape>(name: string, shape: S): Expr<S> => input(shape, { dtype: "f64", name });

/** `A x`, of a vector. */
export const applied = <M extends number, N extends number>(
  A: Expr<readonly [M, N]>,
  x: Expr<readonly [N]>,
): Expr<readonly [M]> => {
  const column: Expr = reshape(x, [x.shape[0], 1]);
  // Safe: a matrix times a column has an element for each row of the matrix.
  return reshape(matmul<Shape, Shape>(A, column), [A.shape[0]]) as Expr as Expr<readonly [M]>;
};

/** `‖x‖²`. */
export const squaredNorm = (x: Expr): Expr<readonly []> => sum(square(x));
