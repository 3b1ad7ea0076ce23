import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { erf } from "../../../packages/core/src/number-system/erf.js";

/** `[x, erf x]`, computed to 60 digits with mpmath 1.3 and rounded to double precision. */
const reference = [
  [1e-300, 1.1283791670955126e-300],
  [1e-8, 1.1283791670955126e-8],
  [0.1, 0.1124629160182849],
  [0.5, 0.5204998778130465],
  [0.999, 0.8422852702064969],
  [1, 0.8427007929497149],
  [1.001, 0.8431154854780762],
  [1.5, 0.9661051464753108],
  [2, 0.9953222650189527],
  [2.5, 0.999593047982555],
  [3, 0.9999779095030014],
  [4.25, 0.9999999981494259],
  [5.5, 0.9999999999999927],
  [6.5, 1],
] as const;

// Two units in the last place are at most 2 ε relative.
const bound = 2 * Number.EPSILON;

describe("erf", () => {
  it.for(reference)("erf %d = %d to two units in the last place", ([x, expected]) => {
    expect(Math.abs(erf(x) - expected)).toBeLessThanOrEqual(bound * expected);
  });

  test("tends to ±1, and hands on NaN", () => {
    expect([erf(Number.POSITIVE_INFINITY), erf(Number.NEGATIVE_INFINITY), erf(Number.NaN)]).toEqual([
      1,
      -1,
      Number.NaN,
    ]);
  });

  test.prop([fc.double({ noNaN: true })])("erf(−x) = −erf x", (x) => erf(-x) === -erf(x));

  test.prop([fc.double({ min: -7, max: 7, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })])(
    "does not decrease, but for rounding",
    (x, step) => erf(x + step) - erf(x) >= -2 * bound,
  );

  // The derivative at the seam, 2/(√π e) ≈ 0.42, bounds the true increase over a step of ε by ε/2.
  test("the series and the continued fraction meet", () => {
    expect(Math.abs(erf(1) - erf(1 - Number.EPSILON))).toBeLessThanOrEqual(2 * bound);
  });
});
