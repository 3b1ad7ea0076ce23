import { broadcastShapes, sameShape, sizeOf } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { type BroadcastPair, broadcastPairs } from "../../../packages/check/src/arbitrary/broadcast-pairs.js";
import { frequencies } from "./frequencies.js";
import { shrunk } from "./shrunk.js";

const ranks = ({ a, b }: BroadcastPair): readonly number[] => [a.length, b.length];

/** Whether size 1 of one shape is stretched to a size of the other. */
const stretches = (a: readonly number[], b: readonly number[], to: (size: number) => boolean): boolean =>
  a.some((size, axis) => {
    const other = b[axis + b.length - a.length];
    return size === 1 && other !== undefined && other !== 1 && to(other);
  });

test.prop([broadcastPairs()])("pairs broadcast to their shape", ({ a, b, shape }) => {
  expect(broadcastShapes("test", a, b)).toEqual(shape);
});

test.prop([broadcastPairs({ minRank: 1, maxRank: 3, minSize: 2, maxSize: 9, maxElements: 30 })])(
  "whose bounds are those of the options",
  ({ shape }) => {
    expect(shape.length).toBeGreaterThan(0);
    expect(shape.length).toBeLessThanOrEqual(3);
    expect(shape.every((size) => size >= 2 && size <= 9)).toBe(true);
    expect(sizeOf(shape)).toBeLessThanOrEqual(30);
  },
);

test("every way to broadcast is drawn", () => {
  const isEmpty = (size: number): boolean => size === 0;
  const isLarger = (size: number): boolean => size > 1;
  const counts = frequencies(broadcastPairs(), {
    "equal shapes": ({ a, b }) => sameShape(a, b),
    "size 1 of a": ({ a, b }) => stretches(a, b, isLarger),
    "size 1 of b": ({ a, b }) => stretches(b, a, isLarger),
    "size 1 of both": ({ a, b }) => stretches(a, b, isLarger) && stretches(b, a, isLarger),
    "size 1 of a, to nothing": ({ a, b }) => stretches(a, b, isEmpty),
    "size 1 of b, to nothing": ({ a, b }) => stretches(b, a, isEmpty),
    "axes missing in a": ({ a, b }) => a.length < b.length,
    "axes missing in b": ({ a, b }) => b.length < a.length,
    "axes missing and size 1": ({ a, b }) => a.length < b.length && stretches(a, b, isLarger),
    "a scalar against what has axes": (pair) => Math.min(...ranks(pair)) === 0 && Math.max(...ranks(pair)) > 0,
    "rank 4 on both sides": (pair) => Math.min(...ranks(pair)) === 4,
  });
  // In a suite that draws 100 pairs, each of them occurs once, give or take.
  for (const [name, count] of Object.entries(counts)) expect(count, name).toBeGreaterThanOrEqual(10);
});

test.prop([fc.integer()])("they shrink to equal shapes of few axes", (seed) => {
  const pairs = broadcastPairs();
  expect(shrunk(pairs, () => false, seed)).toEqual({ a: [], b: [], shape: [] });
  expect(shrunk(pairs, ({ a, b }) => a.length >= b.length, seed)).toEqual({ a: [], b: [1], shape: [1] });
  expect(shrunk(pairs, ({ a, b }) => !stretches(a, b, () => true), seed)).toEqual({ a: [1], b: [2], shape: [2] });
  expect(shrunk(pairs, ({ shape }) => shape.length < 2, seed)).toEqual({ a: [1, 1], b: [1, 1], shape: [1, 1] });
});

test("bounds with nothing between them are refused", () => {
  expect(() => broadcastPairs({ minSize: 4 })).toThrow("broadcastPairs: there is no shape of rank 0 to 4 with sizes 4");
});
