import { isExpr } from "../expr/define.js";
import type { Expr } from "../expr/expr.js";
import type { Shape } from "../shape/shape.js";
import type { DType } from "../tensor/dtype.js";
import { full, Tensor } from "../tensor/tensor.js";
import { constant } from "./leaf.js";

/** Something with a shape: a node, or a tensor that becomes one. */
export type Value<S extends Shape = Shape> = Expr<S> | Tensor<S>;

/** What operations take: a node, a tensor, or a number, which takes the dtype of its neighbour. */
export type Operand<S extends Shape = Shape> = Value<S> | number;

/**
 * The node for an operand; a number becomes a constant of the given dtype.
 *
 * @throws TypeError for anything else, which only code without types can pass.
 */
export const lift = <S extends Shape>(operand: Operand<S>, dtype: DType = "f32"): Expr<S> => {
  if (isExpr(operand)) return operand;
  if (operand instanceof Tensor) return constant(operand);
  if (typeof operand !== "number")
    throw new TypeError(
      `an operation takes expressions, tensors and numbers, got ${String(operand)} (${typeof operand})`,
    );
  // Safe: a number where an `Operand<S>` stands is a scalar, which broadcasts to any `S`.
  return constant(full([], operand, { dtype })) as Expr as Expr<S>;
};

/** The dtype that numbers among the operands take: that of the first operand which has one. */
export const commonDType = (operands: readonly Operand[]): DType => {
  const typed = operands.find((operand) => typeof operand !== "number");
  return typed === undefined ? "f32" : typed.dtype;
};
