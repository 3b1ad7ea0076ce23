import { type Definition, define, type One } from "../expr/define.js";
import type { Expr } from "../expr/expr.js";
import { copy, fold, whole } from "../kernel/loops.js";
import type { View } from "../kernel/walk.js";
import { checkBroadcastsTo } from "../shape/broadcast.js";
import { ShapeError } from "../shape/errors.js";
import { at, checkShape, resolveAxis, type Shape, sameShape, showShape, sizeOf, stridesOf } from "../shape/shape.js";
import { cast } from "./cast.js";
import { lift, type Operand, type Value } from "./operand.js";

const reshapes: Definition<One, { shape: Shape }> = define<One, { shape: Shape }>({
  name: "reshape",
  smoothness: "rational",
  infer: ([x], { shape }) => {
    const isKnown = !shape.includes(-1);
    if (isKnown && sizeOf(x.shape) === sizeOf(checkShape("reshape", shape))) return { shape, dtype: x.dtype };
    const count = isKnown ? ` (${sizeOf(shape)})` : "";
    throw new ShapeError(
      `reshape: ${showShape(x.shape)} (${sizeOf(x.shape)} elements) does not fill ${showShape(shape)}${count}`,
    );
  },
  kernel: () => (a) => a,
  pull: (g, { args: [x] }) => [reshape(g, x.shape)],
});

/**
 * The same elements in row-major order under another shape; one size may be `-1`, which is worked out.
 *
 * @throws ShapeError when the counts of elements differ.
 *
 * @example
 * import { evaluate, reshape, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(reshape(tensor([1, 2, 3, 4]), [2, -1])).toNested(), [[1, 2], [3, 4]]);
 */
export const reshape = Object.assign(
  <const S extends Shape>(x: Operand, shape: S): Expr<KnownSizes<S>> => {
    const node = lift(x);
    const known = sizeOf(shape.filter((size) => size !== -1));
    const missing = sizeOf(node.shape) / known;
    const isSolvable = shape.indexOf(-1) === shape.lastIndexOf(-1) && Number.isInteger(missing);
    const resolved = isSolvable ? shape.map((size) => (size === -1 ? missing : size)) : shape;
    // Safe: `infer` returns the shape that it was given, and -1 alone was replaced.
    return (sameShape(node.shape, resolved) ? node : reshapes.of([node], { shape: resolved })) as Expr<KnownSizes<S>>;
  },
  { op: reshapes.op },
);

/** A shape with `-1` for a size that is not known until run time. */
type KnownSizes<S extends Shape> = { readonly [Axis in keyof S]: S[Axis] extends -1 ? number : S[Axis] };

const transposes: Definition<One, { axes: readonly number[] }> = define<One, { axes: readonly number[] }>({
  name: "transpose",
  smoothness: "rational",
  infer: ([x], { axes }) => {
    const rank = x.shape.length;
    if (axes.length !== rank || new Set(axes).size !== rank)
      throw new ShapeError(
        `transpose: axes ${showShape(axes)} are not a permutation of those of ${showShape(x.shape)}`,
      );
    return { shape: axes.map((axis) => at(x.shape, axis)), dtype: x.dtype };
  },
  kernel: (K, { args: [x], params: { axes }, shape, dtype }) => {
    const strides = stridesOf(x.shape);
    const from: View = { offset: 0, strides: axes.map((axis) => at(strides, axis)) };
    const run = copy(shape, from, whole(shape));
    return (a) => run(a, K.allocate(dtype, sizeOf(shape)));
  },
  pull: (g, { params: { axes } }) => [
    transpose(
      g,
      axes.map((_, axis) => axes.indexOf(axis)),
    ),
  ],
});

/** The shape with its axes in reverse. */
export type Reverse<S extends Shape> = S extends readonly [infer Head extends number, ...infer Rest extends Shape]
  ? readonly [...Reverse<Rest>, Head]
  : S;

/** Permutations of axes. */
export interface Transpose {
  <S extends Shape>(x: Value<S>): Expr<Reverse<S>>;
  <S extends Shape>(x: Value<S>, axes: readonly number[]): Expr<{ readonly [Axis in keyof S]: number }>;
}

/**
 * `yᵢⱼ = xⱼᵢ`; in general axis `i` of the result is axis `axes[i]` of `x`. Without `axes`, all are reversed.
 *
 * @throws ShapeError when `axes` is not a permutation.
 *
 * @example
 * import { evaluate, tensor, transpose } from "@chainrule/core";
 * assert.deepEqual(evaluate(transpose(tensor([[1, 2, 3]]))).toNested(), [[1], [2], [3]]);
 */
export const transpose = Object.assign(
  // Safe: `infer` permutes the shape as `Reverse` does.
  ((x: Value, axes?: readonly number[]): Expr => {
    const rank = x.shape.length;
    const resolved = axes?.map((axis) => resolveAxis("transpose", axis, rank)) ?? x.shape.map((_, i) => rank - 1 - i);
    return transposes.of([lift(x)], { axes: resolved });
  }) as Transpose,
  { op: transposes.op },
);

/** How a value of shape `source` looks when stretched to `target`: it does not move along the axes that repeat it. */
const stretched = (source: Shape, target: Shape): View => {
  const added = target.length - source.length;
  const strides = stridesOf(source);
  return {
    offset: 0,
    strides: target.map((_, i) => (i < added || source[i - added] === 1 ? 0 : at(strides, i - added))),
  };
};

const broadcasts: Definition<One, { shape: Shape }> = define<One, { shape: Shape }>({
  name: "broadcastTo",
  smoothness: "rational",
  infer: ([x], { shape }) => {
    checkBroadcastsTo("broadcastTo", x.shape, checkShape("broadcastTo", shape));
    return { shape, dtype: x.dtype };
  },
  kernel: (K, { args: [x], shape, dtype }) => {
    const run = copy(shape, stretched(x.shape, shape), whole(shape));
    return (a) => run(a, K.allocate(dtype, sizeOf(shape)));
  },
  pull: (g, { args: [x] }) => [sumTo(g, x.shape)],
});

/**
 * Repeats a value along new axes on the left and along axes of size 1, until it has the shape.
 *
 * @throws ShapeError when a size is neither 1 nor that of the shape.
 *
 * @example
 * import { broadcastTo, evaluate, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(broadcastTo(tensor([1, 2]), [2, 2])).toNested(), [[1, 2], [1, 2]]);
 */
export const broadcastTo = Object.assign(
  <const S extends Shape>(x: Operand, shape: S): Expr<S> => {
    const node = lift(x);
    // Safe: `infer` returns the shape that it was given.
    return (sameShape(node.shape, shape) ? node : broadcasts.of([node], { shape })) as Expr<S>;
  },
  { op: broadcasts.op },
);

const sums: Definition<One, { shape: Shape }> = define<One, { shape: Shape }>({
  name: "sumTo",
  smoothness: "rational",
  infer: ([x], { shape }) => {
    checkBroadcastsTo("sumTo (the transpose of broadcastTo)", checkShape("sumTo", shape), x.shape);
    return { shape, dtype: x.dtype };
  },
  kernel: (K, { args: [x], shape, dtype }) =>
    fold(K, dtype, x.shape, stretched(shape, x.shape), sizeOf(shape), K.zero, () => K.add),
  pull: (g, { args: [x] }) => [broadcastTo(g, x.shape)],
});

/**
 * Sums over the axes along which a value of the given shape would be repeated: the transpose of `broadcastTo`. Sums of `u8` are `i32`.
 *
 * @throws ShapeError when the given shape does not broadcast to that of `x`.
 *
 * @example
 * import { evaluate, sumTo, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(sumTo(tensor([[1, 2], [3, 4]]), [2])).toNested(), [4, 6]);
 */
export const sumTo = Object.assign(
  <const S extends Shape>(x: Value, shape: S): Expr<S> => {
    const node = x.dtype === "u8" ? cast(x, "i32") : lift(x);
    // Safe: `infer` returns the shape that it was given.
    return (sameShape(node.shape, shape) ? node : sums.of([node], { shape })) as Expr<S>;
  },
  { op: sums.op },
);
