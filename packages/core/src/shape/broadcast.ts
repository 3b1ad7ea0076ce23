import { ShapeError } from "./errors.js";
import { at, type Shape, showShape } from "./shape.js";

/** The size of two axes stretched to each other; `never` when neither is 1 and they differ; `number` when unknown. */
type Stretch<A extends number, B extends number> = number extends A
  ? B extends 1
    ? number
    : B
  : number extends B
    ? A extends 1
      ? number
      : A
    : A extends B
      ? A
      : A extends 1
        ? B
        : B extends 1
          ? A
          : never;

/** Whether the length of a shape is known at compile time. */
type IsRanked<S extends Shape> = number extends S["length"] ? false : true;

type BroadcastRanked<A extends Shape, B extends Shape, Done extends Shape = readonly []> = A extends readonly [
  ...infer RestA extends Shape,
  infer LastA extends number,
]
  ? B extends readonly [...infer RestB extends Shape, infer LastB extends number]
    ? BroadcastRanked<RestA, RestB, readonly [Stretch<LastA, LastB>, ...Done]>
    : readonly [...A, ...Done]
  : readonly [...B, ...Done];

/**
 * The shape of an elementwise operation on shapes `A` and `B`, aligned from the right, size 1 stretching to any.
 * Unknown ranks give `Shape`; sizes that cannot agree give an axis of type `never`.
 */
export type Broadcast<A extends Shape, B extends Shape> =
  IsRanked<A> extends true ? (IsRanked<B> extends true ? BroadcastRanked<A, B> : Shape) : Shape;

type HasNever<S extends Shape> = S extends readonly [infer Head, ...infer Rest extends Shape]
  ? [Head] extends [never]
    ? true
    : HasNever<Rest>
  : false;

/** The shape as it stands in messages: `[2, 3]`. */
export type Show<S extends Shape, Text extends string = ""> = S extends readonly [
  infer Head extends number,
  ...infer Rest extends Shape,
]
  ? Show<Rest, Text extends "" ? `${Head}` : `${Text}, ${Head}`>
  : `[${Text}]`;

/** `unknown` when the two shapes broadcast, and otherwise a message that no argument can satisfy. */
export type Broadcastable<A extends Shape, B extends Shape> =
  HasNever<Broadcast<A, B>> extends true ? `shapes do not broadcast: ${Show<A>} and ${Show<B>}` : unknown;

/**
 * The shape of an elementwise operation on shapes `a` and `b`, aligned from the right, size 1 stretching to any.
 *
 * @throws ShapeError when two sizes differ and neither is 1.
 */
export const broadcastShapes = (operation: string, a: Shape, b: Shape): Shape => {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const fromRight = rank - axis;
    const sizeA = fromRight > a.length ? 1 : at(a, a.length - fromRight);
    const sizeB = fromRight > b.length ? 1 : at(b, b.length - fromRight);
    if (sizeA === sizeB || sizeB === 1) return sizeA;
    if (sizeA === 1) return sizeB;
    throw new ShapeError(
      `${operation}: shapes do not broadcast: ${showShape(a)} and ${showShape(b)} (${sizeA} ≠ ${sizeB})`,
    );
  });
};

/** Checks that `source` broadcasts to exactly `target`. */
export const checkBroadcastsTo = (operation: string, source: Shape, target: Shape): void => {
  const added = target.length - source.length;
  if (added >= 0 && source.every((size, axis) => size === 1 || size === target[axis + added])) return;
  throw new ShapeError(`${operation}: ${showShape(source)} does not broadcast to ${showShape(target)}`);
};
