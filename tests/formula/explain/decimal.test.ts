import { fc, it } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { isPublishedAs, showDecimal } from "../../../packages/formula/src/explain/decimal.js";

describe("numbers as they are printed", () => {
  test.each([
    [0.7413650695523157, 9, "0.741365070"],
    [0.05, 9, "0.05"],
    [0.1 + 0.2, 9, "0.3"],
    [100, 9, "100"],
    [-0.038098236, 4, "−0.0381"],
    [0, 9, "0"],
    [-0, 9, "0"],
    [1.23456789012e-9, 9, "1.234567890e-9"],
    [1e-9, 9, "1e-9"],
    [1234567.891234567, 9, "1234567.89123457"],
    [1.5e20, 9, "1.5e+20"],
    [Math.PI, 0, "3"],
    [Number.NaN, 9, "NaN"],
    [Number.NEGATIVE_INFINITY, 9, "−∞"],
  ])("%d with %d decimals is %s", (value, digits, text) => {
    expect(showDecimal(value, digits)).toBe(text);
  });

  it.prop([fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: 3, max: 9 })])(
    "a printed number is off by half a unit of its last digit at most",
    (value, digits) => {
      const printed = Number(showDecimal(value, digits).replace("−", "-"));
      // Of 15 digits the last is at least 10⁻¹⁴ of the number. Decimal rounding itself is exact; reading the digits back rounds once more.
      const unit = Math.max(10 ** -digits, 1e-14 * Math.abs(value));
      expect(Math.abs(printed - value)).toBeLessThanOrEqual(0.5 * unit + Number.EPSILON * Math.abs(value));
    },
  );
});

describe("published numbers are compared at the digits that they show", () => {
  test.each([
    [0.0011178739, 0.0011362635, false],
    [0.29837110876, 0.298371109, true],
    [0.2983711096, 0.298371109, false],
    [1234.4, 1234, true],
    [1234.6, 1234, false],
    [3.5085e-9, 3.51e-9, true],
    [3.4e-9, 3.51e-9, false],
    [Number.NaN, 1, false],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, true],
  ])("%d as %d: %s", (value, published, isSame) => {
    expect(isPublishedAs(value, published)).toBe(isSame);
  });
});
