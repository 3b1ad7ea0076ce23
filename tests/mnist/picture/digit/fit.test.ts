import { fc, test } from "@fast-check/vitest";
import { describe, test as example, expect } from "vitest";
import { fit } from "../../../../packages/mnist/src/picture/digit/fit.js";
import type { Ink } from "../../../../packages/mnist/src/picture/digit/ink.js";

const side = fc.integer({ min: 1, max: 60 });

const ink: fc.Arbitrary<Ink> = fc
  .tuple(side, side)
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((levels) => ({ width, height, amounts: new Float64Array(levels) })),
  );

const box: fc.Arbitrary<readonly [rows: number, columns: number]> = fc.tuple(side, side);

const massOf = ({ amounts }: Ink): number => amounts.reduce((sum, amount) => sum + amount, 0);

describe("fit", () => {
  test.prop([ink, box])("fills one side of the box and stays within the other", (drawn, [rows, columns]) => {
    const { width, height } = fit(drawn, [rows, columns]);
    expect(width).toBeLessThanOrEqual(columns);
    expect(height).toBeLessThanOrEqual(rows);
    expect(width === columns || height === rows).toBe(true);
  });

  test.prop([ink, box])("scales the mass of the ink by the square of the scale", (drawn, [rows, columns]) => {
    const scale = Math.min(rows / drawn.height, columns / drawn.width);
    const expected = massOf(drawn) * scale ** 2;
    // A sum of at most 3600 products has a relative error of at most as many roundings.
    expect(Math.abs(massOf(fit(drawn, [rows, columns])) - expected)).toBeLessThanOrEqual(
      expected * 3600 * 2 * Number.EPSILON,
    );
  });

  test.prop([ink])("changes nothing where ink fills the box already", (drawn) => {
    expect(fit(drawn, [drawn.height, drawn.width])).toEqual(drawn);
  });

  example("puts ink in the middle of the cells that it covers in part", () => {
    // Three pixels side by side, nine high, go to 4 rows and 4/3 columns: two columns, each covered to two thirds.
    const drawn = { width: 3, height: 9, amounts: new Float64Array(27).fill(90) };
    const { width, height, amounts } = fit(drawn, [4, 4]);
    expect({ width, height }).toEqual({ width: 2, height: 4 });
    for (const amount of amounts) expect(amount).toBeCloseTo(60, 10);
  });
});
