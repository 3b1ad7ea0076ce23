import { type Rounded, rounded } from "@chainrule/check";
import type { Elementary } from "@chainrule/core";
import { describe, expect, test } from "vitest";
import { noticing } from "../../../verification/formulas/undecided.js";

const off = (value: number, error: number): Rounded => ({ value, error });

/** Whether a computation was noticed. */
const isNoticed = (compute: (K: Elementary<Rounded>) => unknown): boolean => {
  let isUndecided = false;
  compute(
    noticing(rounded(Number.EPSILON), () => {
      isUndecided = true;
    }),
  );
  return isUndecided;
};

const close = [off(1, 0.1), off(1.3, 0.1)] as const;
const tied = [off(1, 0.1), off(1, 0.1)] as const;
const apart = [off(1, 0.1), off(1.5, 0.1)] as const;

describe("which of two numbers is larger", () => {
  for (const name of ["less", "same", "max", "min"] as const)
    test(`${name}: is undecided within their errors, but not of equal numbers`, () => {
      expect(isNoticed((K) => K[name](...close))).toBe(true);
      expect(isNoticed((K) => K[name](...tied))).toBe(false);
      expect(isNoticed((K) => K[name](...apart))).toBe(false);
    });

  for (const name of ["abs", "sign"] as const)
    test(`${name}: beside 0`, () => {
      expect(isNoticed((K) => K[name](off(0.1, 0.1)))).toBe(true);
      expect(isNoticed((K) => K[name](off(0, 0.1)))).toBe(false);
      expect(isNoticed((K) => K[name](off(0.3, 0.1)))).toBe(false);
    });

  test("0 · ∞ has no value", () => {
    const [nought, infinite] = [off(0, 0), off(Number.NEGATIVE_INFINITY, 0)];
    expect(isNoticed((K) => K.mul(nought, infinite))).toBe(true);
    expect(isNoticed((K) => K.mul(infinite, nought))).toBe(true);
    expect(isNoticed((K) => K.mul(infinite, infinite))).toBe(false);
    expect(isNoticed((K) => K.mul(nought, off(Number.NaN, 0)))).toBe(false);
  });

  test("to which whole number it is cut", () => {
    expect(isNoticed((K) => K.toNumber(off(2.9, 0.1)))).toBe(true);
    expect(isNoticed((K) => K.toNumber(off(3, 0.1)))).toBe(false);
    expect(isNoticed((K) => K.toNumber(off(2.5, 0.1)))).toBe(false);
  });

  test("the numbers are the same, and so is the share of a tie", () => {
    const K = noticing(rounded(Number.EPSILON), () => {});
    expect(K.max(...apart)).toBe(apart[1]);
    expect(K.min(...apart)).toBe(apart[0]);
    expect([K.less(...close), K.same(...tied)]).toEqual([true, true]);
    expect(K.sign(off(-2, 0.1)).value).toBe(-1);
  });
});
