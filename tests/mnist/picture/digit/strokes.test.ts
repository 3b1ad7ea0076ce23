import { test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { strokesOf } from "../../../../packages/mnist/src/picture/digit/strokes.js";

/** Amounts, and 10 for the threshold. */
const strokes = (rows: readonly (readonly number[])[]): readonly (readonly number[])[] => {
  const width = rows[0]?.length ?? 0;
  const ink = { width, height: rows.length, amounts: Float64Array.from(rows.flat()) };
  const cropped = strokesOf({ ink, threshold: 10 });
  return Array.from({ length: cropped.height }, (_, y) => [
    ...cropped.amounts.subarray(y * cropped.width, (y + 1) * cropped.width),
  ]);
};

describe("strokesOf", () => {
  test("crops to what is above the threshold", () => {
    expect(
      strokes([
        [0, 0, 0, 0, 0],
        [0, 90, 0, 0, 0],
        [0, 0, 80, 10, 0],
        [0, 0, 70, 0, 0],
        [0, 0, 0, 0, 0],
      ]),
    ).toEqual([
      [90, 0],
      [0, 80],
      [0, 70],
    ]);
  });

  test("keeps the grey edges of strokes, and cuts what lies farther off", () => {
    expect(
      strokes([
        [90, 3, 4, 5, 90],
        [90, 6, 7, 8, 90],
      ]),
    ).toEqual([
      [90, 3, 0, 5, 90],
      [90, 6, 0, 8, 90],
    ]);
  });

  test("drops dust, not short strokes", () => {
    const long = Array.from({ length: 50 }, () => 100);
    const bare = long.map(() => 0);
    const dust = bare.map((_, x) => (x === 40 ? 99 : 0));
    const short = bare.map((_, x) => (x === 9 ? 100 : 0));
    expect(strokes([short, bare, long, bare, dust])).toEqual([short, bare, long]);
  });
});
