import { add, div, type Expr, erf, lift, mul, type Operand, type Shape } from "@chainrule/core";

/**
 * `y = x Φ(x) = ½ x (1 + erf(x / √2))`, exactly and not through tanh. Hendrycks and Gimpel (2016).
 *
 * @example
 * import { evaluate, tensor } from "@chainrule/core";
 * import { gelu } from "@chainrule/nn";
 * assert.deepEqual(evaluate(gelu(tensor([0, 100]))).toNested(), [0, 100]);
 */
export const gelu = <S extends Shape = readonly []>(x: Operand<S>): Expr<S> => {
  const node = lift(x);
  return mul(mul(0.5, node), add(1, erf(div(node, Math.SQRT2))));
};
