import { type Shape, sizeOf } from "@chainrule/core";
import type * as fc from "fast-check";
import { shapes } from "../arbitrary/shapes.js";
import { oneIn, oneOf } from "./choice.js";

/** Values have no more axes than this. */
export const MAX_RANK = 4;

/** Values have no more elements than this, so that programs are cheap. */
export const MAX_SIZE = 64;

/** Leaves have no more elements than this, which leaves room to grow. */
const bounds = { maxRank: MAX_RANK, maxElements: 24 };

const filled = shapes({ ...bounds, minSize: 1 });

const maybeEmpty = shapes(bounds);

/** Any small shape; axes of size 0 only where they are allowed. */
export const anyShape = (random: fc.Random, empty: boolean): Shape =>
  (empty ? maybeEmpty : filled).generate(random, undefined).value;

/** A shape that broadcasts with the given one; the same, as often as not. */
export const shapeBeside = (random: fc.Random, shape: Shape): Shape => {
  if (oneIn(random, 2)) return shape;
  if (oneIn(random, 8) && shape.length < MAX_RANK) return [oneOf(random, [1, 2]), ...shape];
  const kept = oneIn(random, 2) ? shape.slice(random.nextInt(0, shape.length)) : shape;
  return kept.map((size) => (size === 1 ? oneOf(random, [1, 2, 3]) : oneIn(random, 4) ? 1 : size));
};

/** A shape to which the given one broadcasts. */
export const shapeAbove = (random: fc.Random, shape: Shape): Shape => {
  const added = oneIn(random, 2) && shape.length < MAX_RANK ? [random.nextInt(1, 3)] : [];
  return [...added, ...shape.map((size) => (size === 1 ? random.nextInt(1, 3) : size))];
};

/** A shape that broadcasts to the given one. */
export const shapeBelow = (random: fc.Random, shape: Shape): Shape => {
  const kept = oneIn(random, 2) ? shape.slice(random.nextInt(0, shape.length)) : shape;
  return kept.map((size) => (oneIn(random, 2) ? 1 : size));
};

/** Sizes whose product is the given one, so many of them. */
const factors = (random: fc.Random, size: number, count: number): Shape => {
  if (count <= 1) return count === 1 ? [size] : [];
  const divisors = Array.from({ length: Math.max(size, 1) }, (_, index) => index + 1).filter((d) => size % d === 0);
  const factor = oneOf(random, [1, ...divisors]);
  return [factor, ...factors(random, size / factor, count - 1)];
};

/** A shape with as many elements as the given one. */
export const shapeLike = (random: fc.Random, shape: Shape): Shape => {
  const size = sizeOf(shape);
  return factors(random, size, oneOf(random, [1, 2, 2, 3, size === 1 ? 0 : MAX_RANK]));
};
