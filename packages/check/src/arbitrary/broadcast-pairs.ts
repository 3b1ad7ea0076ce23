import type { Shape } from "@chainrule/core";
import * as fc from "fast-check";
import { axes, type Bounds, boundsOf, cut, type ShapeOptions } from "./axes.js";

/** Two shapes, and that to which they broadcast. */
export interface BroadcastPair {
  readonly a: Shape;
  readonly b: Shape;
  readonly shape: Shape;
}

type Side = "a" | "b";

/** Half of the axes are of one size on both sides, the others stretched on one of them. */
const stretched = fc.constantFrom<(Side | undefined)[]>(undefined, undefined, "a", "b");

/** How many leading axes one side lacks, where it has as many: half of the time some. */
const absentOf = ({ maxRank }: Bounds): fc.Arbitrary<number> =>
  maxRank === 0
    ? fc.constant(0)
    : fc.oneof({ withCrossShrink: true }, fc.constant(0), fc.noBias(fc.integer({ min: 1, max: maxRank })));

/**
 * Pairs of shapes that broadcast to a shape within the bounds: size 1 stretches on either side, also to size 0, and leading axes are
 * missing on one of them, up to a scalar against any shape. They shrink towards equal shapes of few axes.
 *
 * @throws RangeError when no shape is within the bounds.
 *
 * @example
 * import { broadcastPairs } from "@chainrule/check";
 * import { add, input } from "@chainrule/core";
 * import { sample } from "fast-check";
 * for (const { a, b, shape } of sample(broadcastPairs())) assert.deepEqual(add(input(a), input(b)).shape, shape);
 */
export const broadcastPairs = (options: ShapeOptions = {}): fc.Arbitrary<BroadcastPair> => {
  const bounds = boundsOf("broadcastPairs", options);
  return fc
    .record({
      drawn: axes(bounds, (size) => fc.record({ size, stretched })),
      absent: absentOf(bounds),
      shorter: fc.constantFrom<Side[]>("a", "b"),
    })
    .map(({ drawn, absent, shorter }) => {
      const sizes = drawn.map(({ size }) => size);
      const shape = cut(sizes, bounds);
      const missing = Math.min(absent, shape.length);
      // An axis that is missing on one side has its full size on the other.
      const isStretched = (side: Side, axis: number): boolean => axis >= missing && drawn[axis]?.stretched === side;
      const seen = (side: Side): Shape =>
        shape.map((size, axis) => (isStretched(side, axis) ? 1 : size)).slice(side === shorter ? missing : 0);
      return { a: seen("a"), b: seen("b"), shape };
    });
};
