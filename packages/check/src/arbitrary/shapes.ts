import { type Shape, sizeOf } from "@chainrule/core";
import type * as fc from "fast-check";
import { axes, boundsOf, cut, type ShapeOptions } from "./axes.js";

/**
 * Shapes of scalars, vectors, matrices …, each rank as likely; many axes have size 1, and a few are empty. They shrink towards `[]`,
 * fewer axes and smaller sizes.
 *
 * @throws RangeError when no shape is within the bounds.
 *
 * @example
 * import { shapes } from "@chainrule/check";
 * import { sizeOf } from "@chainrule/core";
 * import { sample } from "fast-check";
 * for (const shape of sample(shapes())) assert.ok(shape.length <= 4 && shape.every((size) => size <= 3));
 * for (const shape of sample(shapes({ minSize: 1, maxElements: 12 }))) assert.ok(sizeOf(shape) >= 1 && sizeOf(shape) <= 12);
 */
export const shapes = (options: ShapeOptions = {}): fc.Arbitrary<Shape> => {
  const bounds = boundsOf("shapes", options);
  return axes(bounds, (size) => size).map((shape) => cut(shape, bounds));
};

/** The bounds of shapes to go through one by one. */
type Within = Pick<ShapeOptions, "maxRank" | "minSize" | "maxSize">;

/** Every shape within the bounds: the scalar first, then by rank, by number of elements, and by sizes. Default: rank 2, sizes 1 to 3. */
export const shapesWithin = ({ maxRank = 2, minSize = 1, maxSize = 3 }: Within = {}): readonly [Shape, ...Shape[]] => {
  const sizes = Array.from({ length: maxSize - minSize + 1 }, (_, index) => minSize + index);
  const ofRank = (rank: number): readonly Shape[] =>
    rank === 0 ? [[]] : ofRank(rank - 1).flatMap((shape) => sizes.map((size) => [...shape, size]));
  const others = Array.from({ length: maxRank }, (_, index) => index + 1).flatMap((rank) =>
    ofRank(rank).toSorted((a, b) => sizeOf(a) - sizeOf(b)),
  );
  return [[], ...others];
};
