import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { real } from "../../../packages/core/src/number-system/real.js";
import { divisionHasRemainder, ringLaws } from "./laws.js";

// Products of three stay below 2⁵¹, so that every operation on these is exact.
const exact = fc.integer({ min: -(2 ** 17), max: 2 ** 17 });
const finite = fc.double({ min: -1e100, max: 1e100, noNaN: true });

describe("the real numbers", () => {
  for (const [name, law] of Object.entries(ringLaws)) test.prop([exact, exact, exact])(name, law(real));

  test.prop([exact, exact.filter((b) => b !== 0)])("a = (a / b) b + (a mod b), where a / b is exact", (a, b) =>
    divisionHasRemainder(real)(a * b, b, 0),
  );

  // The quotient and the product round once each, by ε/2 at most.
  test.prop([finite.filter((a) => Math.abs(a) > 1e-100)])("a (1 / a) = 1 to ε", (a) => {
    expect(Math.abs(real.mul(a, real.reciprocal(a)) - 1)).toBeLessThanOrEqual(Number.EPSILON);
  });

  test.prop([finite])("sigmoid(x) + sigmoid(−x) = 1 to 2 ε", (x) => {
    expect(Math.abs(real.sigmoid(x) + real.sigmoid(-x) - 1)).toBeLessThanOrEqual(2 * Number.EPSILON);
  });

  // Both sides round a handful of times, each by less than ε of the largest term, |x| + 1.
  test.prop([finite])("softplus(x) − softplus(−x) = x", (x) => {
    const error = Math.abs(real.softplus(x) - real.softplus(-x) - x);
    expect(error).toBeLessThanOrEqual(4 * Number.EPSILON * (Math.abs(x) + 1));
  });

  test("sigmoid and softplus neither overflow nor cancel", () => {
    expect([real.sigmoid(-740), real.sigmoid(-1e4), real.sigmoid(1e4)]).toEqual([Math.exp(-740), 0, 1]);
    expect([real.softplus(-740), real.softplus(1e308)]).toEqual([Math.exp(-740), 1e308]);
    // e⁻⁴⁰ is below ε, so 1 + e⁻⁴⁰ is 1: the value is e⁻⁴⁰ exactly as Math.exp gives it.
    expect([real.sigmoid(-40), real.softplus(-40)]).toEqual([Math.exp(-40), Math.exp(-40)]);
    expect([real.sigmoid(0), real.softplus(0)]).toEqual([0.5, Math.LN2]);
  });

  test("max and min hand on NaN; sign(0) = 0", () => {
    expect([real.max(Number.NaN, 1), real.max(1, Number.NaN), real.min(Number.NaN, 1)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect([real.sign(0), real.sign(-3), real.sign(2)]).toEqual([0, -1, 1]);
  });

  test("storage has the dtype", () => {
    expect(real.allocate("f32", 2)).toEqual(new Float32Array(2));
  });
});
