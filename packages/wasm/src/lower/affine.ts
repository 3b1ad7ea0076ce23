import type { Shape } from "@chainrule/core";
import { at, stridesOf } from "@chainrule/core/backend";
import type { Affine } from "../nest/nest.js";

/** The index of each of `loops` loops. */
export const loopIndices = (loops: number): readonly Affine[] =>
  Array.from({ length: loops }, (_, loop) => ({
    offset: 0,
    strides: Array.from({ length: loops }, (_unused, other) => (other === loop ? 1 : 0)),
  }));

/** Whether two whole numbers depend on the loops alike. */
export const sameAffine = (a: Affine, b: Affine): boolean =>
  a.offset === b.offset && a.strides.every((stride, loop) => stride === b.strides[loop]);

/** A whole number that depends on no loop. */
export const fixed = (offset: number, loops: number): Affine => ({
  offset,
  strides: new Array<number>(loops).fill(0),
});

/** `offset + Σ factorᵢ · indexᵢ`. */
export const combine = (
  offset: number,
  factors: readonly number[],
  indices: readonly Affine[],
  loops: number,
): Affine => {
  const strides = new Array<number>(loops).fill(0);
  let total = offset;
  indices.forEach((index, axis) => {
    const factor = at(factors, axis);
    total += factor * index.offset;
    index.strides.forEach((stride, loop) => {
      strides[loop] = at(strides, loop) + factor * stride;
    });
  });
  return { offset: total, strides };
};

/** The place of an index in row-major order. */
export const rowMajor = (shape: Shape, indices: readonly Affine[], loops: number): Affine =>
  combine(0, stridesOf(shape), indices, loops);
