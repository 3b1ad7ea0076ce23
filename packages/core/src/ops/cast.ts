import { type Definition, define, type One } from "../expr/define.js";
import type { Expr } from "../expr/expr.js";
import { map } from "../kernel/loops.js";
import type { Elementary } from "../number-system/elementary.js";
import { type Shape, sizeOf } from "../shape/shape.js";
import { type DType, isFloating } from "../tensor/dtype.js";
import { lift, type Operand } from "./operand.js";

/** Whether a value changes on its way from one dtype to another, whatever its size. */
const isCut = (from: DType, to: DType): boolean => isFloating(from) && !isFloating(to);

/** The whole part: a constant, as no derivative flows through integers. */
const cut =
  <A>(K: Elementary<A>) =>
  (a: A): A =>
    K.fromNumber(Math.trunc(K.toNumber(a)));

const casts: Definition<One, { dtype: DType }> = define<One, { dtype: DType }>({
  name: "cast",
  smoothness: "rational",
  infer: ([{ shape }], { dtype }) => ({ shape, dtype }),
  kernel:
    (K, { args: [x], shape, dtype }) =>
    (a) =>
      map(isCut(x.dtype, dtype) ? cut(K) : (value) => value, a, K.allocate(dtype, sizeOf(shape))),
  pull: (g, { args: [x] }) => [isFloating(x.dtype) ? cast(g, x.dtype) : undefined],
});

/**
 * The same values in another dtype: rounded to the nearest in f32, cut towards zero in the integers. No gradient flows to integers.
 *
 * @example
 * import { cast, evaluate, tensorFrom } from "@chainrule/core";
 * const pixels = tensorFrom([2], new Uint8Array([0, 255]));
 * assert.equal(evaluate(cast(pixels, "f32")).dtype, "f32");
 */
export const cast = Object.assign(
  <S extends Shape = readonly []>(x: Operand<S>, dtype: DType): Expr<S> => {
    const node = lift(x);
    // Safe: `infer` returns the shape of the argument.
    return (node.dtype === dtype ? node : casts.of([node], { dtype })) as Expr<S>;
  },
  { op: casts.op },
);
