import { expect, test } from "vitest";
import { isDecimal, rational } from "../../../packages/formula/src/term/rational.js";

test.each([
  ...(
    [
      [1, 50],
      [1, 5],
      [7, 20],
      [1, 5000],
      [1, 10],
      [1, 1e12],
      [3, 1],
    ] as const
  ).map((parts) => [...parts, true] as const),
  ...(
    [
      [1, 2],
      [3, 4],
      [1, 8],
      [1, 3],
      [1, 15],
      [1, 50_000],
    ] as const
  ).map((parts) => [...parts, false] as const),
])("%d/%d", (numerator, denominator, expected) => {
  expect(isDecimal(rational(numerator, denominator))).toBe(expected);
});
