import { argmax, type Expr, type ReductionOptions } from "@chainrule/core";
import { oneIn, someOf } from "../choice.js";
import { anything, type Form } from "../source.js";

type Reduction = (x: Expr, axes?: readonly number[], options?: ReductionOptions) => Expr;

/** Over all axes, or over some. */
export const reduction =
  (reduce: Reduction): Form =>
  (source) => {
    const { random } = source;
    const x = anything(source);
    if (oneIn(random, 4)) return reduce(x);
    const axes = someOf(
      random,
      x.shape.map((_, axis) => axis),
    );
    return reduce(x, axes, { keepDims: oneIn(random, 2) });
  };

export const position: Form = (source) => {
  const x = anything(source);
  return argmax(x, source.random.nextInt(0, Math.max(0, x.shape.length - 1)));
};
