import { type Definition, define, type Three } from "../expr/define.js";
import type { Expr, Op } from "../expr/expr.js";
import { choose } from "../kernel/loops.js";
import type { Elementary } from "../number-system/elementary.js";
import { type Broadcast, type Broadcastable, broadcastShapes } from "../shape/broadcast.js";
import { type Shape, sizeOf } from "../shape/shape.js";
import { aligned, type Binary, binary, checkSameShape, sameSignature } from "./elementwise.js";
import { broadcastTo } from "./movement.js";
import type { Operand, Value } from "./operand.js";

/** A truth value for each pair of elements: `u8`, 1 where the relation holds. No gradient flows through it. */
const comparison = (name: string, of: <A>(K: Elementary<A>) => (a: A, b: A) => boolean): Binary =>
  binary({
    name,
    smoothness: "piecewise",
    dtype: "u8",
    of: (K) => {
      const holds = of(K);
      return (a, b) => (holds(a, b) ? K.one : K.zero);
    },
    pull: () => [undefined, undefined],
  });

/**
 * `a = b` as a `u8` truth value.
 *
 * @example
 * import { equal, evaluate, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(equal(tensor([1, 2]), 2)).toNested(), [0, 1]);
 */
export const equal = comparison("equal", (K) => K.same);

/** `a ≠ b` as a `u8` truth value. */
export const notEqual = comparison("notEqual", (K) => (a, b) => !K.same(a, b));

/** `a < b` as a `u8` truth value. */
export const less = comparison("less", (K) => K.less);

/** `a ≤ b` as a `u8` truth value. */
export const lessEqual = comparison("lessEqual", (K) => (a, b) => K.less(a, b) || K.same(a, b));

/** `a > b` as a `u8` truth value. */
export const greater = comparison("greater", (K) => (a, b) => K.less(b, a));

/** `a ≥ b` as a `u8` truth value. */
export const greaterEqual = comparison("greaterEqual", (K) => (a, b) => K.less(b, a) || K.same(a, b));

const choices: Definition<Three> = define<Three>({
  name: "where",
  smoothness: "piecewise",
  infer: ([condition, a, b]) => {
    checkSameShape("where", condition.shape, a.shape);
    return sameSignature("where", a, b);
  },
  kernel: (K, { shape, dtype }) => {
    return (condition, a, b) => choose((c) => K.toNumber(c) !== 0, condition, a, b, K.allocate(dtype, sizeOf(shape)));
  },
  pull: (g, { args: [condition] }) => [undefined, where(condition, g, 0), where(condition, 0, g)],
});

/** A choice between two values, element by element. */
export interface Where {
  <S extends Shape>(condition: Value<S>, a: Value<NoInfer<S>> | number, b: Value<NoInfer<S>> | number): Expr<S>;
  <C extends Shape, A extends Shape>(
    condition: Value<C>,
    a: Value<A> & Broadcastable<C, A>,
    b: number,
  ): Expr<Broadcast<C, A>>;
  <C extends Shape, B extends Shape>(
    condition: Value<C>,
    a: number,
    b: Value<B> & Broadcastable<C, B>,
  ): Expr<Broadcast<C, B>>;
  <C extends Shape, A extends Shape, B extends Shape>(
    condition: Value<C>,
    a: Value<A> & Broadcastable<C, A>,
    b: Value<B> & Broadcastable<Broadcast<C, A>, B>,
  ): Expr<Broadcast<Broadcast<C, A>, B>>;
  readonly op: Op;
}

/**
 * `y = condition ? a : b`, element by element; what is not 0 counts as true.
 *
 * @throws ShapeError when the shapes do not broadcast; DTypeError when the dtypes of `a` and `b` differ.
 *
 * @example
 * import { evaluate, greater, tensor, where } from "@chainrule/core";
 * const x = tensor([-1, 2]);
 * assert.deepEqual(evaluate(where(greater(x, 0), x, 0)).toNested(), [0, 2]);
 */
export const where: Where = Object.assign(
  // Safe: the shapes are broadcast at run time as the type says.
  ((condition: Value, a: Operand, b: Operand): Expr => {
    const [x, y] = aligned("where", [a, b]);
    const shape = broadcastShapes("where", condition.shape, x.shape);
    return choices.of([broadcastTo(condition, shape), broadcastTo(x, shape), broadcastTo(y, shape)], {});
  }) as Omit<Where, "op"> as Where,
  { op: choices.op },
);
