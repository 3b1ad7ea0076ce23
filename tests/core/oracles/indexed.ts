// Reference semantics as formulas in indices, such as yᵢⱼ = Σₖ aᵢₖ bₖⱼ: no strides, no kernels, no graphs.

import type { Shape } from "@chainrule/core";

/** A function of an index. */
export type Formula = (...index: readonly number[]) => number;

/** An array as its shape and the element at each index. */
export interface Indexed {
  readonly shape: Shape;
  readonly at: Formula;
}

/** Every index of a shape, in row-major order. */
export const indicesOf = (shape: Shape): readonly (readonly number[])[] =>
  shape.reduce<readonly (readonly number[])[]>(
    (outer, size) => outer.flatMap((index) => Array.from({ length: size }, (_, i) => [...index, i])),
    [[]],
  );

/** The elements of a formula in row-major order. */
export const tabulate = (shape: Shape, formula: Formula): readonly number[] =>
  indicesOf(shape).map((index) => formula(...index));

/** Row-major elements as an array. */
export const indexed = (shape: Shape, values: readonly number[]): Indexed => {
  const byIndex = new Map(indicesOf(shape).map((index, place) => [index.join(), values[place]]));
  return {
    shape,
    at: (...index) => {
      const value = byIndex.get(index.join());
      if (value === undefined) throw new RangeError(`no element at [${index.join()}] of [${shape.join()}]`);
      return value;
    },
  };
};

/** The element of `x` that broadcasting puts at an index. */
const stretchedAt = (x: Indexed, index: readonly number[]): number =>
  x.at(...x.shape.map((size, axis) => (size === 1 ? 0 : (index[index.length - x.shape.length + axis] ?? Number.NaN))));

/** `yᵢ = f(aᵢ, bᵢ, …)` with broadcasting. */
export const pointwise =
  (f: (...values: number[]) => number) =>
  (...args: readonly Indexed[]): Formula =>
  (...index) =>
    f(...args.map((x) => stretchedAt(x, index)));

/** `yᵢ = f([xᵢⱼ over all j])`, where `j` runs over `axes`, which stay with size 1 if they are kept. */
export const reduced =
  (f: (values: readonly number[]) => number, axes: readonly number[], keep = false) =>
  (x: Indexed): Formula =>
  (...index) => {
    const kept = x.shape.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis]));
    const wanted = keep ? kept.map((axis) => index[axis]) : index;
    return f(
      indicesOf(x.shape)
        .filter((candidate) => kept.every((axis, place) => candidate[axis] === wanted[place]))
        .map((candidate) => x.at(...candidate)),
    );
  };

/** `Σ x`. */
export const total = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0);

/** `1/n Σ x`. */
export const average = (values: readonly number[]): number => total(values) / values.length;
