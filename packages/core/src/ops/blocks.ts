import { type Definition, define, type Many, type One } from "../expr/define.js";
import type { Expr } from "../expr/expr.js";
import { copy, filled, whole } from "../kernel/loops.js";
import type { View } from "../kernel/walk.js";
import { DTypeError, ShapeError } from "../shape/errors.js";
import { at, checkShape, resolveAxis, type Shape, showShape, sizeOf, stridesOf } from "../shape/shape.js";
import { lift, type Value } from "./operand.js";

/** Where the element at `starts` lies, and how its neighbours follow. */
const viewFrom = (shape: Shape, starts: readonly number[]): View => {
  const strides = stridesOf(shape);
  return { offset: starts.reduce((place, start, axis) => place + start * at(strides, axis), 0), strides };
};

const slices: Definition<One, { starts: readonly number[]; shape: Shape }> = define<
  One,
  { starts: readonly number[]; shape: Shape }
>({
  name: "slice",
  smoothness: "rational",
  infer: ([x], { starts, shape }) => {
    checkShape("slice", shape);
    const fits = (size: number, axis: number): boolean =>
      Number.isInteger(at(starts, axis)) && at(starts, axis) >= 0 && at(starts, axis) + at(shape, axis) <= size;
    if (starts.length !== x.shape.length || shape.length !== x.shape.length || !x.shape.every(fits))
      throw new ShapeError(
        `slice: from ${showShape(starts)}, of size ${showShape(shape)}, reaches outside ${showShape(x.shape)}`,
      );
    return { shape, dtype: x.dtype };
  },
  kernel: (K, { args: [x], params: { starts }, shape, dtype }) => {
    const run = copy(shape, viewFrom(x.shape, starts), whole(shape));
    return (a) => run(a, K.allocate(dtype, sizeOf(shape)));
  },
  pull: (g, { args: [x], params: { starts }, shape }) => [
    pad(
      g,
      x.shape.map((size, axis) => [at(starts, axis), size - at(starts, axis) - at(shape, axis)] as const),
    ),
  ],
});

/**
 * The block of a given shape whose first element is at `starts`.
 *
 * @throws ShapeError when the block reaches outside.
 *
 * @example
 * import { evaluate, slice, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(slice(tensor([[1, 2, 3], [4, 5, 6]]), [0, 1], [2, 2])).toNested(), [[2, 3], [5, 6]]);
 */
export const slice = Object.assign(
  <const S extends Shape>(x: Value, starts: readonly number[], shape: S): Expr<S> =>
    // Safe: `infer` returns the shape that it was given.
    slices.of([lift(x)], { starts, shape }) as Expr<S>,
  { op: slices.op },
);

const pads: Definition<One, { widths: readonly (readonly [number, number])[]; value: number }> = define<
  One,
  { widths: readonly (readonly [number, number])[]; value: number }
>({
  name: "pad",
  smoothness: "rational",
  infer: ([x], { widths }) => {
    if (widths.length !== x.shape.length || !widths.flat().every((width) => Number.isInteger(width) && width >= 0))
      throw new ShapeError(
        `pad: needs a pair of whole widths, not negative, for each axis of ${showShape(x.shape)}, got ${JSON.stringify(widths)}`,
      );
    const padded = x.shape.map((size, axis) => at(widths, axis).reduce((sum, width) => sum + width, size));
    return { shape: checkShape("pad", padded), dtype: x.dtype };
  },
  kernel: (K, { args: [x], params: { widths, value }, shape, dtype }) => {
    const starts = widths.map(([before]) => before);
    const run = copy(x.shape, whole(x.shape), viewFrom(shape, starts));
    return (a) => run(a, filled(K, dtype, sizeOf(shape), K.fromNumber(value)));
  },
  pull: (g, { args: [x], params: { widths } }) => [
    slice(
      g,
      widths.map(([before]) => before),
      x.shape,
    ),
  ],
});

/**
 * Puts `before` and `after` copies of a value (default 0) at the ends of each axis.
 *
 * @throws ShapeError when a width is negative or an axis has none.
 *
 * @example
 * import { evaluate, pad, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(pad(tensor([1, 2]), [[1, 0]])).toNested(), [0, 1, 2]);
 */
export const pad = Object.assign(
  (x: Value, widths: readonly (readonly [before: number, after: number])[], value = 0): Expr =>
    pads.of([lift(x)], { widths, value }),
  { op: pads.op },
);

const concats: Definition<Many, { axis: number }> = define<Many, { axis: number }>({
  name: "concat",
  smoothness: "rational",
  infer: (args, { axis }) => {
    const first = at(args, 0);
    for (const { shape, dtype } of args) {
      if (dtype !== first.dtype) throw new DTypeError(`concat: dtypes differ: ${first.dtype} and ${dtype}`);
      if (shape.length !== first.shape.length || shape.some((size, i) => i !== axis && size !== first.shape[i]))
        throw new ShapeError(
          `concat: ${showShape(first.shape)} and ${showShape(shape)} differ on an axis other than ${axis}`,
        );
    }
    const joined = args.reduce((sum, { shape }) => sum + at(shape, axis), 0);
    return { shape: first.shape.map((size, i) => (i === axis ? joined : size)), dtype: first.dtype };
  },
  kernel: (K, { args, params: { axis }, shape, dtype }) => {
    const copies = starts(args, axis).map((start, i) => {
      const part = at(args, i).shape;
      return copy(part, whole(part), viewFrom(shape, along(shape.length, axis, start)));
    });
    return (...parts) => {
      const out = K.allocate(dtype, sizeOf(shape));
      parts.forEach((part, i) => {
        at(copies, i)(part, out);
      });
      return out;
    };
  },
  pull: (g, { args, params: { axis } }) =>
    starts(args, axis).map((start, i) => slice(g, along(g.shape.length, axis, start), at(args, i).shape)),
});

/** Where each part begins along the axis on which the parts are joined. */
const starts = (parts: readonly Expr[], axis: number): readonly number[] => {
  let next = 0;
  return parts.map(({ shape }) => {
    const start = next;
    next += at(shape, axis);
    return start;
  });
};

/** An index that is zero but on one axis. */
const along = (rank: number, axis: number, value: number): readonly number[] =>
  Array.from({ length: rank }, (_, i) => (i === axis ? value : 0));

/**
 * Joins values end to end along an axis, the first unless said otherwise.
 *
 * @throws ShapeError when they differ on another axis; DTypeError when their dtypes differ.
 *
 * @example
 * import { concat, evaluate, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(concat([tensor([1, 2]), tensor([3])])).toNested(), [1, 2, 3]);
 */
export const concat = Object.assign(
  (parts: readonly Value[], axis = 0): Expr => {
    const [first] = parts;
    if (first === undefined) throw new ShapeError("concat: needs at least one argument");
    return concats.of(
      parts.map((part) => lift(part)),
      { axis: resolveAxis("concat", axis, first.shape.length) },
    );
  },
  { op: concats.op },
);
