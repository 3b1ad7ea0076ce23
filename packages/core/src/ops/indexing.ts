import { type Definition, define, type One, type Two } from "../expr/define.js";
import type { Expr } from "../expr/expr.js";
import { map } from "../kernel/loops.js";
import type { Buffer, Elementary } from "../number-system/elementary.js";
import { DTypeError, ShapeError } from "../shape/errors.js";
import { at, checkShape, resolveAxis, type Shape, showShape, sizeOf } from "../shape/shape.js";
import type { DType } from "../tensor/dtype.js";
import { isFloating } from "../tensor/dtype.js";
import { lift, type Value } from "./operand.js";

const checkIndices = (operation: string, { dtype }: Expr): void => {
  if (isFloating(dtype)) throw new DTypeError(`${operation}: indices must be i32 or u8, got ${dtype}; cast them first`);
};

/**
 * Calls `visit` with the place of each element of a gathered array and the place that it was gathered from.
 *
 * @throws RangeError for an index that is negative or not below `count`.
 */
const eachGathered = <A>(
  operation: string,
  K: Elementary<A>,
  indices: Buffer<A>,
  [outer, count, inner]: readonly [number, number, number],
  visit: (gathered: number, source: number) => void,
): void => {
  for (let o = 0; o < outer; o++)
    for (let i = 0; i < indices.length; i++) {
      const index = K.toNumber(indices[i] ?? K.zero);
      if (!(index >= 0 && index < count))
        throw new RangeError(`${operation}: index ${index} (element ${i}) is outside 0 … ${count - 1}`);
      const gathered = (o * indices.length + i) * inner;
      const source = (o * count + index) * inner;
      for (let j = 0; j < inner; j++) visit(gathered + j, source + j);
    }
};

/** How many elements lie before, on, and after an axis. */
const around = (shape: Shape, axis: number): readonly [number, number, number] => [
  sizeOf(shape.slice(0, axis)),
  at(shape, axis),
  sizeOf(shape.slice(axis + 1)),
];

const gathers: Definition<Two, { axis: number }> = define<Two, { axis: number }>({
  name: "take",
  smoothness: "rational",
  infer: ([x, indices], { axis }) => {
    checkIndices("take", indices);
    return { shape: x.shape.toSpliced(axis, 1, ...indices.shape), dtype: x.dtype };
  },
  kernel: (K, { args: [x], params: { axis }, shape, dtype }) => {
    const layout = around(x.shape, axis);
    return (a, indices) => {
      const out = K.allocate(dtype, sizeOf(shape));
      eachGathered("take", K, indices, layout, (gathered, source) => {
        out[gathered] = a[source] ?? K.zero;
      });
      return out;
    };
  },
  pull: (g, { args: [x, indices], params: { axis } }) => [scatterAdd(g, indices, at(x.shape, axis), axis), undefined],
});

/** The shape after an axis was replaced by the shape of the indices; literal for axis 0. */
export type Taken<S extends Shape, I extends Shape, Axis extends number> = [Axis] extends [0]
  ? S extends readonly [number, ...infer Rest extends Shape]
    ? readonly [...I, ...Rest]
    : Shape
  : Shape;

/**
 * `yᵢ = x[indicesᵢ]`: picks along an axis (the first unless said otherwise), which the shape of the indices replaces.
 *
 * @throws DTypeError when the indices are not `i32` or `u8`; RangeError, when run, for an index outside the axis.
 *
 * @example
 * import { evaluate, take, tensor } from "@chainrule/core";
 * const rows = take(tensor([[1, 2], [3, 4]]), tensor([1, 1, 0], { dtype: "i32" }));
 * assert.deepEqual(evaluate(rows).toNested(), [[3, 4], [3, 4], [1, 2]]);
 */
export const take = Object.assign(
  <S extends Shape, I extends Shape, const Axis extends number = 0>(
    x: Value<S>,
    indices: Value<I>,
    axis?: Axis,
  ): Expr<Taken<S, I, Axis>> => {
    const node = lift(x);
    // Safe: `infer` replaces the axis as `Taken` does.
    return gathers.of([node, lift(indices)], {
      axis: resolveAxis("take", axis ?? 0, node.shape.length),
    }) as Expr as Expr<Taken<S, I, Axis>>;
  },
  { op: gathers.op },
);

const scatters: Definition<Two, { size: number; axis: number; rank: number }> = define<
  Two,
  { size: number; axis: number; rank: number }
>({
  name: "scatterAdd",
  smoothness: "rational",
  infer: ([x, indices], { size, axis, rank }) => {
    checkIndices("scatterAdd", indices);
    if (indices.shape.some((count, i) => count !== x.shape[axis + i]))
      throw new ShapeError(
        `scatterAdd: ${showShape(x.shape)} has not the shape of the indices ${showShape(indices.shape)} at axis ${axis}`,
      );
    return { shape: checkShape("scatterAdd", x.shape.toSpliced(axis, rank, size)), dtype: x.dtype };
  },
  kernel: (K, { params: { axis }, shape, dtype }) => {
    const layout = around(shape, axis);
    return (a, indices) => {
      const sums = K.allocate("f64", sizeOf(shape));
      eachGathered("scatterAdd", K, indices, layout, (gathered, target) => {
        sums[target] = K.add(sums[target] ?? K.zero, a[gathered] ?? K.zero);
      });
      return map((sum) => sum, sums, K.allocate(dtype, sums.length));
    };
  },
  pull: (g, { args: [, indices], params: { axis } }) => [take(g, indices, axis), undefined],
});

/**
 * `yₖ = Σ {xᵢ : indicesᵢ = k}` for `k` from 0 to `size − 1`: the transpose of `take`.
 *
 * @throws ShapeError when the axes of `x` from `axis` on do not begin with the shape of the indices; DTypeError when the indices are not
 * `i32` or `u8`; RangeError, when run, for an index outside the axis.
 *
 * @example
 * import { evaluate, scatterAdd, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(scatterAdd(tensor([1, 2, 4]), tensor([0, 2, 0], { dtype: "i32" }), 3)).toNested(), [5, 0, 2]);
 */
export const scatterAdd = Object.assign(
  (x: Value, indices: Value, size: number, axis = 0): Expr => {
    // The axes of the indices become one, so the result has this many; `axis` is one of those.
    const rank = x.shape.length - indices.shape.length + 1;
    return scatters.of([lift(x), lift(indices)], {
      size,
      axis: resolveAxis("scatterAdd", axis, rank),
      rank: indices.shape.length,
    });
  },
  { op: scatters.op },
);

const indicators: Definition<One, { depth: number; dtype: DType }> = define<One, { depth: number; dtype: DType }>({
  name: "oneHot",
  smoothness: "rational",
  infer: ([indices], { depth, dtype }) => {
    checkIndices("oneHot", indices);
    return { shape: checkShape("oneHot", [...indices.shape, depth]), dtype };
  },
  kernel: (K, { params: { depth }, shape, dtype }) => {
    return (indices) => {
      const out = K.allocate(dtype, sizeOf(shape));
      for (let i = 0; i < indices.length; i++) {
        const index = K.toNumber(indices[i] ?? K.zero);
        if (!(index >= 0 && index < depth))
          throw new RangeError(`oneHot: index ${index} (element ${i}) is outside 0 … ${depth - 1}`);
        out[i * depth + index] = K.one;
      }
      return out;
    };
  },
  pull: () => [undefined],
});

/**
 * `yᵢⱼ = 1` where `j = indicesᵢ`, else 0: labels as targets. Shapes: `[…] → […, depth]`; `f32` unless said otherwise.
 *
 * @throws DTypeError when the indices are not `i32` or `u8`; RangeError, when run, for an index outside `0 … depth − 1`.
 *
 * @example
 * import { evaluate, oneHot, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(oneHot(tensor([1, 0], { dtype: "u8" }), 2)).toNested(), [[0, 1], [1, 0]]);
 */
export const oneHot = Object.assign(
  <S extends Shape, const D extends number>(
    indices: Value<S>,
    depth: D,
    { dtype = "f32" }: { readonly dtype?: DType } = {},
  ): Expr<readonly [...S, D]> =>
    // Safe: `infer` appends the depth as the type does.
    indicators.of([lift(indices)], { depth, dtype }) as Expr as Expr<readonly [...S, D]>,
  { op: indicators.op },
);
