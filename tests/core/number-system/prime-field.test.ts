import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { NumberSystemError } from "../../../packages/core/src/number-system/elementary.js";
import { primeField } from "../../../packages/core/src/number-system/prime-field.js";
import { divisionUndoesMultiplication, ringLaws } from "./laws.js";

const mersenne = 2n ** 61n - 1n;

for (const p of [3n, 101n, mersenne]) {
  const F = primeField(p);
  const element = fc.bigInt({ min: 0n, max: p - 1n });
  const unit = fc.bigInt({ min: 1n, max: p - 1n });

  describe(F.name, () => {
    for (const [name, law] of Object.entries(ringLaws)) test.prop([element, element, element])(name, law(F));
    test.prop([element, unit])("(a / b) b = a", (a, b) => divisionUndoesMultiplication(F)(a, b, F.zero));
    test.prop([unit])("a (1 / a) = 1", (a) => F.equals(F.mul(a, F.reciprocal(a)), F.one));
    test.prop([element])("a + (−a) = 0", (a) => F.equals(F.add(a, F.neg(a)), F.zero));
    test.prop([element, element])("results are representatives, 0 ≤ a < p", (a, b) =>
      [F.add(a, b), F.sub(a, b), F.mul(a, b), F.neg(a)].every((c) => c >= 0n && c < p),
    );
  });
}

describe("the prime field as a number system", () => {
  const F = primeField();
  const unit = fc.bigInt({ min: 1n, max: mersenne - 1n });
  const exponent = fc.integer({ min: -40, max: 40 });
  // 26 bits of mantissa: sums and products of two are exact doubles while the exponents are close.
  const dyadic = fc
    .tuple(fc.integer({ min: -(2 ** 26), max: 2 ** 26 }), fc.integer({ min: -12, max: 12 }))
    .map(([m, e]) => m * 2 ** e);

  test.prop([dyadic, dyadic])("fromNumber is a homomorphism where doubles are exact", (a, b) => {
    expect(F.fromNumber(a * b)).toBe(F.mul(F.fromNumber(a), F.fromNumber(b)));
    expect(F.fromNumber(a + b)).toBe(F.add(F.fromNumber(a), F.fromNumber(b)));
  });

  test("fromNumber maps m 2ᵉ exactly, to the ends of the range", () => {
    const scaled = (a: bigint, power: number): bigint => F.mul(a, F.pow(2n, BigInt(power)));
    expect(scaled(F.fromNumber(0.1), 55)).toBe(3602879701896397n); // 0.1 is 3602879701896397 / 2⁵⁵
    expect(scaled(F.fromNumber(Number.MIN_VALUE), 1074)).toBe(1n);
    expect(F.fromNumber(-1)).toBe(mersenne - 1n);
    expect(F.fromNumber(Number.MAX_VALUE)).toBe(scaled(2n ** 53n - 1n, 971));
  });

  test.prop([unit, exponent, exponent])("aᵐ aⁿ = aᵐ⁺ⁿ, also for negative exponents", (a, m, n) => {
    const power = (k: number): bigint => F.pow(a, F.fromNumber(k));
    expect(F.mul(power(m), power(n))).toBe(power(m + n));
  });

  test("a⁰ = 1, a¹ = a and 0⁰ = 1", () => {
    expect([F.pow(7n, 0n), F.pow(7n, 1n), F.pow(0n, 0n), F.pow(3n, 4n)]).toEqual([1n, 7n, 1n, 81n]);
  });

  test.prop([fc.integer()])("toNumber reads representatives above p / 2 as negative", (n) => {
    expect(F.toNumber(F.fromNumber(n))).toBe(n);
  });

  test("what is not rational, or needs an order, is refused by name", () => {
    const unary = ["exp", "expm1", "log", "log1p", "sqrt", "sin", "cos", "tanh", "sigmoid", "softplus", "erf"] as const;
    const ordered = ["abs", "sign"] as const;
    for (const name of [...unary, ...ordered]) {
      expect(() => F[name](2n)).toThrow(`${name}: not defined in the integers modulo 2305843009213693951`);
    }
    for (const name of ["max", "min", "less"] as const) {
      expect(() => F[name](2n, 3n)).toThrow(NumberSystemError);
    }
    expect(F.same(2n, 2n)).toBe(true);
  });

  test("what has no value is refused", () => {
    expect(() => F.reciprocal(0n)).toThrow("reciprocal: division by zero");
    expect(() => F.div(1n, 0n)).toThrow("div: division by zero");
    expect(() => F.pow(0n, F.fromNumber(-1))).toThrow("pow: division by zero");
    expect(() => F.pow(4n, F.fromNumber(0.5))).toThrow("pow: the exponent -1152921504606846975");
    expect(() => F.fromNumber(Number.NaN)).toThrow("fromNumber: NaN has no image");
    expect(() => primeField(2n)).toThrow("primeField: the order must be an odd prime, not 2");
  });
});
