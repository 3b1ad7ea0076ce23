import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { Code } from "../../../packages/wasm/src/code/code.js";
import { type FloatLanes, lanesOf } from "../../../packages/wasm/src/lanes/float.js";
import { type Double, fastTwoSum, product, twoProduct } from "../../../packages/wasm/src/math/double.js";
import { mapping } from "../mapping.js";

const lanes = lanesOf("f64", { relaxed: false, lanes: 2 });

/** Both parts of what a function of two doubles gives, as whole numbers: for arguments and results that are. */
const whole = (f: (lanes: FloatLanes, a: Code, b: Code) => Double): ((a: number, b: number) => bigint) => {
  const high = mapping(["f64", "f64"], "f64", 2, (a, b) => f(lanes, a, b).high);
  const low = mapping(["f64", "f64"], "f64", 2, (a, b) => f(lanes, a, b).low);
  return (a, b) => BigInt(high([a], [b])[0] ?? 0) + BigInt(low([a], [b])[0] ?? 0);
};

/** Whole numbers of 53 bits. */
const integer = fc.maxSafeInteger();

describe("sums and products of two doubles", () => {
  const sum = whole(fastTwoSum);
  test.prop([integer, integer])("a sum is exact where the first is the larger", (x, y) => {
    const [a, b] = Math.abs(x) < Math.abs(y) ? [y, x] : [x, y];
    expect(sum(a, b)).toBe(BigInt(a) + BigInt(b));
  });

  test("a sum from 0 is exact", () => {
    expect(sum(0, 7)).toBe(7n);
  });

  const times = whole(twoProduct);
  test.prop([integer, integer])("a product lacks at most one of its last bits", (a, b) => {
    const off = times(a, b) - BigInt(a) * BigInt(b);
    expect(off >= -1n && off <= 1n).toBe(true);
  });

  const squared = whole((_, high, low) => product(lanes, { high, low }, { high, low }));
  const first = fc.integer({ min: 2 ** 52, max: Number.MAX_SAFE_INTEGER });
  const second = fc.integer({ min: -(2 ** 30), max: 2 ** 30 });
  test.prop([first, second])("a product of such sums takes their second parts in", (x, y) => {
    const [high, low] = [x * 2 ** 60, y * 2 ** 29];
    const value = (BigInt(high) + BigInt(low)) ** 2n;
    const off = squared(high, low) - value;
    // Dropped: the product of the second parts, at most 2⁻¹⁰⁶ of the value, and a few roundings of sums of 2⁻⁵³ of it.
    expect((off < 0n ? -off : off) * 2n ** 103n <= value).toBe(true);
  });
});
