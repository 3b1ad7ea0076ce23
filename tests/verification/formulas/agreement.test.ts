import type { Rounded } from "@chainrule/check";
import { describe, expect, test } from "vitest";
import { agrees, allowed, differenceOf } from "../../../verification/formulas/agreement.js";

const off = (value: number, error = 0): Rounded => ({ value, error });
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

describe("how far apart two computations of a number may be", () => {
  test("10⁻⁹ of a number above 1, and 10⁻⁹ below", () => {
    expect(allowed(off(0), off(-1000))).toBeCloseTo(1e-6, 15);
    expect(allowed(off(0), off(0.001))).toBe(1e-9);
  });

  test("twice the sum of their errors, where that is more and has a bound", () => {
    expect(allowed(off(1, 0.25), off(1, 0.5))).toBe(1.5);
    expect(allowed(off(1, infinity), off(1, nan))).toBe(1e-9);
  });
});

describe("agreement", () => {
  test.each<readonly [string, Rounded, Rounded, boolean]>([
    ["within the floor", off(1 + 0.9e-9), off(1), true],
    ["beyond the floor", off(1 + 1.1e-9), off(1), false],
    ["within the errors", off(1.5, 0.25), off(1, 0.125), true],
    ["beyond the errors", off(2, 0.25), off(1, 0.125), false],
    ["NaN", off(nan), off(nan), true],
    ["NaN for a number", off(nan), off(1), false],
    ["a number for NaN", off(1), off(nan), true],
    ["an infinity", off(infinity), off(infinity), true],
    ["the other infinity", off(-infinity), off(infinity), false],
    ["a number for an infinity", off(1e300), off(infinity), false],
    ["an infinity for a number", off(infinity), off(1e300), false],
    ["zeros of either sign", off(-0), off(0), true],
  ])("%s", (_, found, executed, expected) => {
    expect(agrees([found], [executed])).toBe(expected);
  });

  test("the first difference is told", () => {
    expect(differenceOf([off(1), off(2), off(3)], [off(1), off(1), off(1)])).toEqual({
      place: 1,
      found: 2,
      executed: 1,
      allowed: 1e-9,
    });
  });

  test("as many elements", () => {
    expect(agrees([off(1)], [off(1), off(1)])).toBe(false);
    expect(agrees([off(1), off(1)], [off(1)])).toBe(false);
  });
});
