import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { candidates, chooseTile } from "../../../../packages/wasm/src/product/dense/candidates.js";
import type { Tile } from "../../../../packages/wasm/src/product/dense/tile.js";

const tiles = candidates({ relaxed: false });

/** Gives out what each candidate takes, a number for each round. */
const stopwatch = (seconds: readonly (readonly number[])[]) => {
  const runs = new Map<Tile, number>();
  return (tile: Tile): number => {
    const round = runs.get(tile) ?? 0;
    runs.set(tile, round + 1);
    return seconds[tiles.indexOf(tile)]?.[round] ?? Number.NaN;
  };
};

/** So many rounds. */
const rounds = (count: number) => {
  let left = count;
  return () => --left > 0;
};

const durations = fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength: 3, maxLength: 3 });

describe("the chosen tile", () => {
  test.prop([durations, fc.integer({ min: 0, max: 2 })])(
    "is the one that was clearly fastest in some round, however slow it was in others",
    (slow, fastest) => {
      const seconds = tiles.map((_, tile) => slow.map((time, round) => (tile === fastest && round === 1 ? 0.5 : time)));
      expect(chooseTile(stopwatch(seconds), tiles, rounds(3))).toBe(tiles[fastest]);
    },
  );

  test("is the first of those that are about as fast", () => {
    expect(chooseTile(stopwatch([[1], [0.98], [0.99]]), tiles, rounds(1))).toBe(tiles[0]);
    expect(chooseTile(stopwatch([[1], [0.9], [0.89]]), tiles, rounds(1))).toBe(tiles[1]);
  });

  test("is found in one round where there is no time", () => {
    expect(chooseTile(stopwatch([[3], [1], [2]]), tiles, () => false)).toBe(tiles[1]);
  });
});
