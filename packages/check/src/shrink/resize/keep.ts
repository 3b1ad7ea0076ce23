import { type Expr, isFloating, type Tensor, tensorFrom } from "@chainrule/core";
import { type Axis, type Kept, sizesOf } from "./axis.js";
import { layoutOf } from "./layouts.js";

/** The block of a tensor that is kept. */
export const keep = (tensor: Tensor, kept: readonly Kept[]): Tensor => {
  const values = tensor.toArray();
  let places: readonly number[] = [0];
  for (const [axis, size] of tensor.shape.entries()) {
    const { start, size: count } = kept[axis] ?? { start: 0, size: 1 };
    places = places.flatMap((place) => Array.from({ length: count }, (_, index) => place * size + start + index));
  }
  return tensorFrom(
    sizesOf(kept),
    places.map((place) => values[place] ?? 0),
    { dtype: tensor.dtype },
  );
};

/** The value of which a node is a view or a copy, element by element. */
const sourceOf = (node: Expr): Expr => {
  let source = node;
  for (let [arg, ...others] = source.args; arg !== undefined && others.length === 0; [arg, ...others] = source.args)
    source = arg;
  return source;
};

/** The axes that the elements of leaves are indices into. */
export const indexed = (order: readonly Expr[]): ReadonlyMap<Expr, readonly Axis[]> => {
  const axes = new Map<Expr, readonly Axis[]>();
  for (const node of order)
    for (const { indices, into } of layoutOf(node).indexes?.(node) ?? []) {
      const source = sourceOf(indices);
      axes.set(source, [...(axes.get(source) ?? []), into]);
    }
  return axes;
};

/** Indices into what is kept of an axis, from indices into the axis: those that it lost become the nearest that are left. */
export const within = (indices: Tensor, kept: Kept): Tensor =>
  kept === undefined || isFloating(indices.dtype)
    ? indices
    : tensorFrom(
        indices.shape,
        indices.toArray().map((index) => Math.max(0, Math.min(index - kept.start, kept.size - 1))),
        { dtype: indices.dtype },
      );
