import { ShapeError } from "./errors.js";

/** The sizes of a tensor's axes, outermost first; `[]` is a scalar, and `number` in a type is a size not known until run time. */
export type Shape = readonly number[];

/** A list that stands for a single element or for many. */
export type OneOrMany<A> = A | readonly A[];

/**
 * The element at an index that is in range by construction.
 *
 * @throws RangeError when it is not: a defect in the caller.
 */
export const at = <A>(items: readonly A[], index: number): A => {
  const item = items[index];
  if (item === undefined) throw new RangeError(`index ${index} is outside a list of ${items.length}`);
  return item;
};

/** `∏ shape`, the number of elements. */
export const sizeOf = (shape: Shape): number => shape.reduce((size, axis) => size * axis, 1);

/** Row-major strides: how far apart in memory neighbours along each axis are. */
export const stridesOf = (shape: Shape): readonly number[] => {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= at(shape, axis);
  }
  return strides;
};

/**
 * The index of the element at a place in row-major order.
 *
 * @example
 * import { indexAt } from "@chainrule/core";
 * assert.deepEqual(indexAt([2, 3], 4), [1, 1]);
 */
export const indexAt = (shape: Shape, place: number): Shape =>
  stridesOf(shape).map((stride, axis) => Math.floor(place / stride) % at(shape, axis));

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

/** `[2, 3]`, as it stands in every message. */
export const showShape = (shape: Shape): string => `[${shape.join(", ")}]`;

/** Checks that every size is a whole number that is not negative. */
export const checkShape = (operation: string, shape: Shape): Shape => {
  if (shape.every((size) => Number.isSafeInteger(size) && size >= 0)) return shape;
  throw new ShapeError(`${operation}: sizes must be whole numbers, not negative, got ${showShape(shape)}`);
};

/** Resolves an axis that may count from the end (`-1` is the last). */
export const resolveAxis = (operation: string, axis: number, rank: number): number => {
  const resolved = axis < 0 ? axis + rank : axis;
  if (Number.isInteger(axis) && resolved >= 0 && resolved < rank) return resolved;
  const range = rank === 0 ? "a scalar has no axes" : `axes of rank ${rank} are ${-rank} … ${rank - 1}`;
  throw new ShapeError(`${operation}: axis ${axis} is out of range: ${range}`);
};

/** Resolves one axis, several, or (when none is given) all, in ascending order. */
export const resolveAxes = (
  operation: string,
  axes: OneOrMany<number> | undefined,
  rank: number,
): readonly number[] => {
  if (axes === undefined) return Array.from({ length: rank }, (_, axis) => axis);
  const list: readonly number[] = typeof axes === "number" ? [axes] : axes;
  const resolved = list.map((axis) => resolveAxis(operation, axis, rank));
  if (new Set(resolved).size !== resolved.length)
    throw new ShapeError(`${operation}: axes ${showShape(list)} name one axis twice`);
  return resolved.sort((a, b) => a - b);
};
