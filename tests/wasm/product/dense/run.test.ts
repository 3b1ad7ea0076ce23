import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { cutEvenly, cutIntoVectors, type Run } from "../../../../packages/wasm/src/product/dense/run.js";

const total = fc.integer({ min: 0, max: 200 });
const most = fc.integer({ min: 1, max: 20 });

/** Parts one by one: their numbers, starts and sizes. */
const partsOf = (runs: readonly Run[]) =>
  runs.flatMap(({ first, count, start, size }) =>
    Array.from({ length: count }, (_, index) => ({ part: first + index, start: start + index * size, size })),
  );

const expectToCover = (runs: readonly Run[], size: number): void => {
  const parts = partsOf(runs);
  expect(parts.map(({ part }) => part)).toEqual(parts.map((_, index) => index));
  const ends = parts.map((part) => part.start + part.size);
  expect(parts.map(({ start }) => start)).toEqual([0, ...ends].slice(0, parts.length));
  expect(ends.at(-1) ?? 0).toBe(size);
  expect(parts.every((part) => part.size > 0)).toBe(true);
};

describe("elements are cut", () => {
  test.prop([total, most])("into the fewest parts, of sizes that differ by one at most", (size, limit) => {
    const runs = cutEvenly(size, limit);
    expectToCover(runs, size);
    const sizes = partsOf(runs).map((part) => part.size);
    expect(sizes.length).toBe(Math.ceil(size / limit));
    expect(Math.max(0, ...sizes) - Math.min(Number.POSITIVE_INFINITY, ...sizes)).toBeLessThanOrEqual(1);
    expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(limit);
  });

  test.prop([total, fc.constantFrom(2, 4), most])("into whole vectors, but for the last", (size, lanes, limit) => {
    const runs = cutIntoVectors(size, lanes, limit);
    expectToCover(runs, size);
    const parts = partsOf(runs);
    expect(parts.slice(0, -1).every((part) => part.size % lanes === 0)).toBe(true);
    expect(parts.every((part) => part.size <= limit * lanes)).toBe(true);
    expect(parts.length).toBe(Math.ceil(Math.ceil(size / lanes) / limit));
  });
});
