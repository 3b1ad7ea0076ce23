import { cast, type Expr, lift, type Operand, type Tensor, zeros } from "@chainrule/core";

/** No steps so far. */
export const noSteps: Tensor<readonly []> = zeros([], { dtype: "f64" });

/** A number, or a scalar that was computed in `f64` from the step count, in the dtype of the values that it scales. */
export const inDTypeOf = (x: Expr, scalar: Operand<readonly []>): Expr<readonly []> =>
  typeof scalar === "number" ? lift(scalar, x.dtype) : cast(scalar, x.dtype);
