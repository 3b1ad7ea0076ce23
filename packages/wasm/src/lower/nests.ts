// The nests of operations that are neither products nor computed on the spot.

import type { Expr } from "@chainrule/core";
import { at, isOp, sizeOf, stridesOf } from "@chainrule/core/backend";
import type { Affine, Combining, Element, Nest, Storage, Write } from "../nest/nest.js";
import { combine, loopIndices, rowMajor } from "./affine.js";
import { keptShape, numberOf, widthsOf } from "./params.js";
import type { Read } from "./read.js";

/** Reads nodes in a nest of so many loops. */
export type ReadIn = (loops: number) => Read;

const nest = (name: string, sizes: readonly number[], writes: readonly Write[]): Nest => ({
  kind: "nest",
  name,
  sizes,
  reduced: 0,
  combining: undefined,
  writes,
});

/** Every element of a node, into row-major storage. */
export const computeNest = (node: Expr, storage: Storage, readIn: ReadIn): Nest => {
  const { shape, op } = node;
  const index = loopIndices(shape.length);
  return nest(op.name, shape, [
    { storage, place: rowMajor(shape, index, shape.length), element: readIn(shape.length)(node, index) },
  ]);
};

/** The same value everywhere. */
const fillNest = (name: string, storage: Storage, value: number): Nest =>
  nest(
    name,
    [storage.size],
    [
      {
        storage,
        place: { offset: 0, strides: [1] },
        element: { kind: "constant", dtype: storage.dtype, value },
      },
    ],
  );

/** A copy of a whole storage. */
export const copyNest = (source: Storage, target: Storage): Nest =>
  nest(
    "copy",
    [target.size],
    [
      {
        storage: target,
        place: { offset: 0, strides: [1] },
        element: { kind: "load", storage: source, place: { offset: 0, strides: [1] }, gather: undefined },
      },
    ],
  );

const combinings = { sumTo: "add", max: "maximum", min: "minimum", argmax: "argmax" } as const;

/** Which axes of the argument are folded. */
const foldedAxes = (node: Expr): readonly boolean[] => {
  const { shape } = at(node.args, 0);
  if (isOp(node, "argmax")) return shape.map((_, axis) => axis === numberOf(node, "axis"));
  const kept = keptShape(node);
  const added = shape.length - kept.length;
  return shape.map((size, axis) => axis < added || (kept[axis - added] === 1 && size !== 1));
};

/** A reduction: the loops of the axes that stay, then those of the axes that are folded. */
const foldNest = (node: Expr, combining: Combining, storage: Storage, readIn: ReadIn): Nest => {
  const x = at(node.args, 0);
  const folded = foldedAxes(node);
  const axes = x.shape.map((_, axis) => axis);
  const order = [...axes.filter((axis) => folded[axis] !== true), ...axes.filter((axis) => folded[axis] === true)];
  const loops = order.length;
  const indices = loopIndices(loops);
  const indexOf = (axis: number): Affine => at(indices, order.indexOf(axis));
  const reduced = folded.filter((isFolded) => isFolded).length;
  const stays = axes.filter((axis) => folded[axis] !== true);
  return {
    kind: "nest",
    name: node.op.name,
    sizes: order.map((axis) => at(x.shape, axis)),
    reduced,
    combining,
    writes: [
      {
        storage,
        place: rowMajor(
          stays.map((axis) => at(x.shape, axis)),
          stays.map(indexOf),
          loops,
        ),
        element: readIn(loops)(x, axes.map(indexOf)),
      },
    ],
  };
};

/** An argument, into a block of the storage of a shape. */
const blockNest = (
  name: string,
  part: Expr,
  {
    storage,
    shape,
    starts,
  }: { readonly storage: Storage; readonly shape: readonly number[]; readonly starts: readonly number[] },
  readIn: ReadIn,
): Nest => {
  const loops = part.shape.length;
  const index = loopIndices(loops);
  const strides = stridesOf(shape);
  const first = starts.reduce((sum, start, axis) => sum + start * at(strides, axis), 0);
  return nest(name, part.shape, [
    { storage, place: combine(first, strides, index, loops), element: readIn(loops)(part, index) },
  ]);
};

/** Adds the elements of the argument where their indices say. */
const scatterNest = (node: Expr, indices: Storage, storage: Storage, readIn: ReadIn): Nest => {
  const x = at(node.args, 0);
  const [axis, rank] = [numberOf(node, "axis"), numberOf(node, "rank")];
  const loops = x.shape.length;
  const index = loopIndices(loops);
  const strides = stridesOf(node.shape);
  const outside = [...index.slice(0, axis), ...index.slice(axis + rank)];
  const outsideStrides = [...strides.slice(0, axis), ...strides.slice(axis + 1)];
  const scattered = x.shape.slice(axis, axis + rank);
  return nest(node.op.name, x.shape, [
    {
      storage,
      place: combine(0, outsideStrides, outside, loops),
      element: readIn(loops)(x, index),
      scatter: {
        indices,
        place: rowMajor(scattered, index.slice(axis, axis + rank), loops),
        stride: at(strides, axis),
      },
    },
  ]);
};

/** A product as plain loops, `sizes` those of the batch, the rows, the columns and what is summed over. */
const productNest = (node: Expr, storage: Storage, readIn: ReadIn): Nest => {
  const [a, b] = [at(node.args, 0), at(node.args, 1)];
  const { shape, dtype } = node;
  const loops = shape.length + 1;
  const index = loopIndices(loops);
  const batch = index.slice(0, shape.length - 2);
  const [row, column, inner] = [at(index, loops - 3), at(index, loops - 2), at(index, loops - 1)];
  const read = readIn(loops);
  const element: Element = {
    kind: "apply",
    op: "mul",
    dtype,
    args: [read(a, [...batch, row, inner]), read(b, [...batch, inner, column])],
  };
  return {
    kind: "nest",
    name: node.op.name,
    sizes: [...shape, at(a.shape, a.shape.length - 1)],
    reduced: 1,
    combining: "add",
    writes: [{ storage, place: rowMajor(shape, index.slice(0, -1), loops), element }],
  };
};

/** The nests that compute a node into row-major storage, in order. */
export const nestsOf = (
  node: Expr,
  storage: Storage,
  readIn: ReadIn,
  storageOf: (node: Expr) => Storage,
): readonly Nest[] => {
  // Safe: the keys are names of operations.
  for (const [name, combining] of Object.entries(combinings))
    if (isOp(node, name as keyof typeof combinings)) return [foldNest(node, combining, storage, readIn)];
  if (isOp(node, "matmul")) return [productNest(node, storage, readIn)];
  if (isOp(node, "pad")) {
    const { value } = node.params;
    const part = at(node.args, 0);
    const starts = widthsOf(node).map(([before = 0]) => before);
    const filling = fillNest("pad", storage, typeof value === "number" ? value : 0);
    const isFilled = sizeOf(part.shape) === storage.size;
    return [...(isFilled ? [] : [filling]), blockNest("pad", part, { storage, shape: node.shape, starts }, readIn)];
  }
  if (isOp(node, "concat")) {
    const axis = numberOf(node, "axis");
    let next = 0;
    return node.args.map((part) => {
      const starts = node.shape.map((_, index) => (index === axis ? next : 0));
      next += at(part.shape, axis);
      return blockNest("concat", part, { storage, shape: node.shape, starts }, readIn);
    });
  }
  if (isOp(node, "scatterAdd"))
    return [fillNest("scatterAdd", storage, 0), scatterNest(node, storageOf(at(node.args, 1)), storage, readIn)];
  return [computeNest(node, storage, readIn)];
};
