import { type Shape, sizeOf } from "@chainrule/core";
import type * as fc from "fast-check";
import { simplestFirst } from "./simplest-first.js";

/** Which shapes to draw. */
export interface ShapeOptions {
  /** Default 2. */
  readonly maxRank?: number;
  /** The smallest size of an axis; default 1. */
  readonly minSize?: number;
  /** The largest size of an axis; default 3. */
  readonly maxSize?: number;
}

/** Every shape within the bounds: the scalar first, then by rank, by number of elements, and by sizes. */
export const shapesWithin = ({
  maxRank = 2,
  minSize = 1,
  maxSize = 3,
}: ShapeOptions = {}): readonly [Shape, ...Shape[]] => {
  const sizes = Array.from({ length: maxSize - minSize + 1 }, (_, index) => minSize + index);
  const ofRank = (rank: number): readonly Shape[] =>
    rank === 0 ? [[]] : ofRank(rank - 1).flatMap((shape) => sizes.map((size) => [...shape, size]));
  const others = Array.from({ length: maxRank }, (_, index) => index + 1).flatMap((rank) =>
    ofRank(rank).toSorted((a, b) => sizeOf(a) - sizeOf(b)),
  );
  return [[], ...others];
};

/**
 * Shapes of scalars, vectors, matrices …; they shrink towards fewer axes and elements.
 *
 * @example
 * import { shapes } from "@chainrule/check";
 * import { sample } from "fast-check";
 * for (const shape of sample(shapes({ maxRank: 3 }))) assert.ok(shape.length <= 3 && shape.every((size) => size <= 3));
 */
export const shapes = (options: ShapeOptions = {}): fc.Arbitrary<Shape> => simplestFirst(shapesWithin(options));
