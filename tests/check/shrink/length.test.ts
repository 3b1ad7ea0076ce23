import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { lengthOf } from "../../../packages/check/src/shrink/length.js";

describe("the length of a number", () => {
  test("grows with what there is to read", () => {
    const numbers = [0, 1, -1, -2, 0.75, 100, 0.1, Number.MIN_VALUE, Number.NaN];
    const lengths = numbers.map(lengthOf);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect(new Set(lengths).size).toBe(numbers.length);
  });

  test("is that of ±m·2ᵉ", () => {
    // 5 · 2⁻³, and 5 · 2³.
    expect([0.625, 40, -40].map(lengthOf)).toEqual([6, 6, 7]);
    expect([0, -0, 1, Number.POSITIVE_INFINITY].map(lengthOf)).toEqual([0, 1, 1, 4096]);
  });

  test.prop([fc.double({ noNaN: true, noDefaultInfinity: true })])("is a natural number, least for 0", (value) => {
    const length = lengthOf(value);
    expect(Number.isInteger(length) && length < lengthOf(Number.NaN)).toBe(true);
    expect(length === 0).toBe(Object.is(value, 0));
  });
});
