import { type DType, type Shape, sizeOf, type Tensor, tensorFrom } from "@chainrule/core";
import type * as fc from "fast-check";
import { type NumberOptions, numbers } from "../arbitrary/numbers.js";

/** Which numbers a leaf holds. */
export interface Range {
  readonly usual: fc.Arbitrary<number>;
  /** Those of them that a person would try first. */
  readonly simple: fc.Arbitrary<number>;
}

const range = (options: NumberOptions): Range => ({
  usual: numbers(options),
  simple: numbers({ ...options, simple: true }),
});

const real = range({ min: -2, max: 2 });

/** Whole numbers below a count: indices. */
export const below = (count: number): Range => range({ min: 0, max: count - 1, integers: true });

/** What leaves hold where nothing else is said. Made once: a list of all numbers of a range is long. */
export const ranges = {
  f64: real,
  f32: real,
  i32: range({ min: -2, max: 2, integers: true }),
  u8: below(3),
} satisfies Record<DType, Range>;

/** Where functions have their kinks, and on both sides of it. */
export const kinks = range({ min: -1, max: 1, integers: true });

/** Numbers well away from 0, and above. */
export const positive = range({ min: 0.25, max: 2 });

/** A tensor with elements from a range. */
export const drawn = (
  { random, simple }: { readonly random: fc.Random; readonly simple: boolean },
  shape: Shape,
  dtype: DType,
  chosen: Range,
): Tensor => {
  const element = simple ? chosen.simple : chosen.usual;
  const values = Array.from({ length: sizeOf(shape) }, () => element.generate(random, undefined).value);
  return tensorFrom(shape, values, { dtype });
};
