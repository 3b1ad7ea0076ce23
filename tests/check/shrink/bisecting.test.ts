import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { bisecting, halvings } from "../../../packages/check/src/shrink/bisecting.js";

const lengths = fc.nat({ max: 200 });

/** How many elements a search for the first that will do looks at, if it takes any that does, and goes on with what lies before. */
const probes = (length: number, sought: number): number => {
  let count = 0;
  const search = (end: number): number | undefined =>
    [...bisecting(Array.from({ length: end }, (_, index) => index))].find((index) => {
      count++;
      return index >= sought;
    });
  for (let end = length; end > sought + 1; ) end = (search(end - 1) ?? sought) + 1;
  return count;
};

describe("bisecting", () => {
  test.prop([lengths])("gives each element once", (length) => {
    const list = Array.from({ length }, (_, index) => index);
    expect([...bisecting(list)].sort((a, b) => a - b)).toEqual(list);
  });

  test("begins in the middle, goes on to the end, and then fills in", () => {
    expect([...bisecting([0, 1, 2, 3, 4, 5, 6, 7])]).toEqual([3, 5, 6, 7, 4, 2, 1, 0]);
  });

  test.prop([fc.integer({ min: 2, max: 200 }).chain((length) => fc.tuple(fc.constant(length), fc.nat(length - 2)))])(
    "finds a place in no more steps than the square of the logarithm",
    ([length, sought]) => {
      expect(probes(length, sought)).toBeLessThanOrEqual((Math.log2(length) + 1) ** 2);
    },
  );
});

describe("halvings", () => {
  test("are the whole, the halves, the quarters … the elements", () => {
    expect([...halvings(3)]).toEqual([
      { start: 0, end: 3 },
      { start: 1, end: 3 },
      { start: 0, end: 1 },
      { start: 2, end: 3 },
      { start: 1, end: 2 },
    ]);
    expect([...halvings(0)]).toEqual([]);
  });

  test.prop([fc.integer({ min: 1, max: 200 })])(
    "are fewer than twice the elements, every one of them alone",
    (length) => {
      const spans = [...halvings(length)];
      expect(spans.length).toBe(2 * length - 1);
      expect(new Set(spans.filter(({ start, end }) => end === start + 1).map(({ start }) => start)).size).toBe(length);
    },
  );
});
