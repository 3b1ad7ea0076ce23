import { type Expr, greater, lift, mul, type Operand, type Shape, where } from "@chainrule/core";

/**
 * `y = x` where `x > 0`, and `slope · x` elsewhere; `dy/dx` at 0 is `slope`. Maas, Hannun and Ng (2013).
 *
 * @example
 * import { evaluate, tensor } from "@chainrule/core";
 * import { leakyRelu } from "@chainrule/nn";
 * assert.deepEqual(evaluate(leakyRelu(tensor([-4, 2]), 0.25)).toNested(), [-1, 2]);
 */
export const leakyRelu = <S extends Shape = readonly []>(x: Operand<S>, slope = 0.01): Expr<S> => {
  const node = lift(x);
  return where(greater(node, 0), node, mul(slope, node));
};
