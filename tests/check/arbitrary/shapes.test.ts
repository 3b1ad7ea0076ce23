import { type ShapeOptions, shapes } from "@chainrule/check";
import { type Shape, sizeOf } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { shapesWithin } from "../../../packages/check/src/arbitrary/shapes.js";
import { frequencies } from "./frequencies.js";
import { shrunk } from "./shrunk.js";

/** Bounds between which there is always a shape. */
const bounds: fc.Arbitrary<Required<ShapeOptions>> = fc
  .record({
    minRank: fc.nat(3),
    ranks: fc.nat(3),
    minSize: fc.nat(3),
    sizes: fc.nat(200),
    spare: fc.nat(500),
  })
  .map(({ minRank, ranks, minSize, sizes, spare }) => ({
    minRank,
    maxRank: minRank + ranks,
    minSize,
    maxSize: minSize + sizes,
    maxElements: Math.max(1, minSize ** minRank) + spare,
  }));

test.prop([bounds, fc.integer()])("shapes keep to their bounds", (options, seed) => {
  for (const shape of fc.sample(shapes(options), { seed, numRuns: 20 })) {
    expect(shape.length).toBeGreaterThanOrEqual(options.minRank);
    expect(shape.length).toBeLessThanOrEqual(options.maxRank);
    expect(shape.every((size) => size >= options.minSize && size <= options.maxSize)).toBe(true);
    expect(sizeOf(shape)).toBeLessThanOrEqual(options.maxElements);
  }
});

test("every rank is drawn, size 1 often, empty shapes sometimes", () => {
  const ofRank = (rank: number) => (shape: Shape) => shape.length === rank;
  const counts = frequencies(shapes(), {
    scalars: ofRank(0),
    vectors: ofRank(1),
    matrices: ofRank(2),
    rank3: ofRank(3),
    rank4: ofRank(4),
    single: (shape) => shape.includes(1),
    empty: (shape) => shape.includes(0),
    emptyOfRank4: (shape) => shape.length === 4 && shape.includes(0),
  });
  // Each rank is a fifth of 1000, whose standard deviation is 13: further than four of them from 200 is not chance.
  for (const rank of ["scalars", "vectors", "matrices", "rank3", "rank4"] as const) {
    expect(counts[rank]).toBeGreaterThan(148);
    expect(counts[rank]).toBeLessThan(252);
  }
  // ⅕ Σ 1 − (10/16)ʳ = 52 %, and of empty ones ⅕ Σ 1 − (15/16)ʳ = 12 %; four standard deviations are 63 and 41.
  expect(Math.abs(counts.single - 522)).toBeLessThan(63);
  expect(Math.abs(counts.empty - 117)).toBeLessThan(41);
  expect(counts.emptyOfRank4).toBeGreaterThan(0);
  expect(counts.emptyOfRank4).toBeLessThan(counts.rank4 / 2);
});

test("every size is drawn, and the largest number of elements is reached", () => {
  const counts = frequencies(shapes({ minRank: 1, maxRank: 1, maxSize: 5, maxElements: 4 }), {
    0: (shape) => shape[0] === 0,
    1: (shape) => shape[0] === 1,
    2: (shape) => shape[0] === 2,
    3: (shape) => shape[0] === 3,
    4: (shape) => shape[0] === 4,
  });
  expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(1000);
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(0);
});

test.prop([fc.integer()])("they shrink to few axes and few elements, and are empty only where that fails", (seed) => {
  expect(shrunk(shapes(), () => false, seed)).toEqual([]);
  expect(shrunk(shapes(), (shape) => shape.length < 2, seed)).toEqual([1, 1]);
  expect(shrunk(shapes(), (shape) => shape.every((size) => size < 2), seed)).toEqual([2]);
  expect(shrunk(shapes(), (shape) => sizeOf(shape) > 0, seed)).toEqual([0]);
  expect(shrunk(shapes(), (shape) => shape.length < 3 || sizeOf(shape) <= 1, seed)).toSatisfy(
    (shape: Shape) => shape.length === 3 && shape.toSorted().join() === "1,1,2",
  );
});

test("bounds with nothing between them are refused", () => {
  expect(() => shapes({ minRank: 3, maxRank: 2 })).toThrow(
    "shapes: there is no shape of rank 3 to 2 with sizes 0 to 3 and at most 1000 elements",
  );
  for (const options of [
    { minSize: 4 },
    { minSize: -1 },
    { maxRank: -1 },
    { maxElements: 0 },
    { minRank: 3, minSize: 2, maxElements: 7 },
  ])
    expect(() => shapes(options)).toThrow(RangeError);
  expect(fc.sample(shapes({ minRank: 3, minSize: 2, maxElements: 8 }), 1)).toEqual([[2, 2, 2]]);
});

test("all small shapes, one by one, the simplest first", () => {
  expect(shapesWithin()).toEqual([
    [],
    [1],
    [2],
    [3],
    [1, 1],
    [1, 2],
    [2, 1],
    [1, 3],
    [3, 1],
    [2, 2],
    [2, 3],
    [3, 2],
    [3, 3],
  ]);
});
