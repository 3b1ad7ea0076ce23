import { type Shape, sizeOf } from "@chainrule/core";
import * as fc from "fast-check";

/** Which shapes to draw. */
export interface ShapeOptions {
  /** The smallest number of axes; default 0, a scalar. */
  readonly minRank?: number;
  /** The largest number of axes; default 4. */
  readonly maxRank?: number;
  /** The smallest size of an axis; default 0, with which a tensor is empty. */
  readonly minSize?: number;
  /** The largest size of an axis; default 3. */
  readonly maxSize?: number;
  /** The largest number of elements; default 1000. */
  readonly maxElements?: number;
}

/** Options with nothing left open. */
export type Bounds = Required<ShapeOptions>;

/**
 * The bounds for some options; the highest rank is one at which the smallest sizes do not yet give too many elements.
 *
 * @throws RangeError when no shape is within the bounds.
 */
export const boundsOf = (operation: string, options: ShapeOptions): Bounds => {
  const { minRank = 0, maxRank = 4, minSize = 0, maxSize = 3, maxElements = 1000 } = options;
  const ranks = Array.from({ length: maxRank + 1 }, (_, rank) => rank).filter((rank) => minSize ** rank <= maxElements);
  const highest = ranks.at(-1) ?? -1;
  if (minRank <= highest && 0 <= minSize && minSize <= maxSize && maxElements >= 1)
    return { minRank, maxRank: highest, minSize, maxSize, maxElements };
  throw new RangeError(
    `${operation}: there is no shape of rank ${minRank} to ${maxRank} with sizes ${minSize} to ${maxSize} and at most ` +
      `${maxElements} elements`,
  );
};

/** Of 16 axes, so many have size 1, which broadcasting stretches; so many have more; and one is empty. */
const [SINGLE, MORE] = [6, 9];

/** Sizes shrink to 1, then to 2 …; and to 0 never: a counterexample is empty only where that is what fails. */
const sizes = ({ minSize, maxSize }: Bounds): fc.Arbitrary<number> => {
  const second = Math.max(2, minSize);
  const different = Math.max(0, maxSize - second + 1);
  const unit = Math.max(1, different);
  const single = minSize <= 1 && maxSize >= 1 ? SINGLE * unit : 0;
  const more = MORE * different;
  const empty = minSize === 0 ? unit : 0;
  const sizeAt = (place: number): number => {
    if (place < single) return 1;
    return place < single + more ? second + Math.floor((place - single) / MORE) : 0;
  };
  return fc.nat({ max: single + more + empty - 1 }).map(sizeAt);
};

/** Lists of axes, each rank as likely; they shrink towards few axes and small sizes. */
export const axes = <A>(
  bounds: Bounds,
  axisOf: (size: fc.Arbitrary<number>) => fc.Arbitrary<A>,
): fc.Arbitrary<readonly A[]> =>
  fc.noBias(fc.array(axisOf(sizes(bounds)), { minLength: bounds.minRank, maxLength: bounds.maxRank, size: "max" }));

/** The shape with later axes cut down to what the number of elements allows: any size, once there are none. */
export const cut = (shape: Shape, { minSize, maxElements }: Bounds): Shape =>
  shape.reduce<Shape>((earlier, size, axis) => {
    const others = sizeOf(earlier) * Math.max(1, minSize) ** (shape.length - axis - 1);
    return earlier.concat(Math.min(size, Math.floor(maxElements / others)));
  }, []);
