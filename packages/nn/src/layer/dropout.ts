import {
  cast,
  div,
  type Expr,
  lift,
  mul,
  type Shape,
  ShapeError,
  sameShape,
  showShape,
  type Value,
} from "@chainrule/core";

/**
 * `y = x ⊙ m / (1 − p)`, where the mask `m` has a 0 for each activation that is left out, with probability `p`, and a 1 for each that
 * stays: what is left keeps its mean. The mask is an argument, `bernoulli(shape, 1 − p)` of a key; to predict is to leave this function out.
 *
 * Shapes: `[…], […] → […]`. Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov (2014), with the division moved to training.
 *
 * @throws RangeError when the rate is not in `[0, 1)`; ShapeError when the mask has another shape.
 *
 * @example
 * import { evaluate, tensor } from "@chainrule/core";
 * import { dropout } from "@chainrule/nn";
 * const mask = tensor([1, 0, 1, 0], { dtype: "u8" });
 * assert.deepEqual(evaluate(dropout(tensor([1, 2, 3, 4]), mask, 0.5)).toNested(), [2, 0, 6, 0]);
 */
export const dropout = <S extends Shape>(x: Value<S>, mask: Value<S>, rate: number): Expr<S> => {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`dropout: needs a rate in [0, 1), got ${rate}`);
  const node: Expr = lift(x);
  const kept: Expr = lift(mask);
  if (!sameShape(node.shape, kept.shape))
    throw new ShapeError(
      `dropout: ${showShape(node.shape)} needs a mask of the same shape, got ${showShape(kept.shape)}`,
    );
  // Safe: the mask has the shape of `x`.
  return mul(node, div(cast(kept, node.dtype), 1 - rate)) as Expr as Expr<S>;
};
