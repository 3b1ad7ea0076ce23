import {
  cos,
  div,
  type Expr,
  erf,
  exp,
  input,
  interpret,
  log,
  mean,
  mul,
  pow,
  real,
  sigmoid,
  softmax,
  sqrt,
  square,
  sub,
  sum,
  tanh,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { rounded } from "../../../packages/check/src/numeric/rounded.js";
import { wideReal } from "../../../packages/check/src/numeric/wide-real.js";

const programs: readonly (readonly [string, (x: Expr) => Expr])[] = [
  ["x σ(x)", (x) => mul(x, sigmoid(x))],
  ["softmax", (x) => softmax(x)],
  ["variance by differences, which cancels", (x) => sub(mean(square(x)), square(mean(x)))],
  ["log of a sum of exponentials", (x) => log(sum(exp(x)))],
  ["√(x² + 1)/x", (x) => div(sqrt(sum(square(x))), x)],
  ["tanh cos erf", (x) => tanh(cos(erf(x)))],
  ["x⁵ − x³", (x) => sub(pow(x, 5), pow(x, 3))],
];

const points = fc.array(fc.float({ min: Math.fround(0.1), max: 4, noNaN: true }), { minLength: 3, maxLength: 3 });

/** Twice the unit roundoff of f32: as much as one operation in f32, elementary functions included, can be off. */
const epsilon = 2 ** -23;

describe("the bound holds", () => {
  for (const [name, f] of programs)
    test.prop([points])(`${name}: f32 lies within it of f64`, (point) => {
      const x = input([3]);
      const y = f(x);
      const [narrow = []] = interpret(real, [x], [y])([Float32Array.from(point)]);
      const [wide = []] = interpret(wideReal, [x], [y])([point]);
      const [bounded = []] = interpret(rounded(epsilon), [x], [y])([point.map((value) => ({ value, error: 0 }))]);
      for (let i = 0; i < wide.length; i++) {
        const [a = Number.NaN, b = Number.NaN, c] = [narrow[i], wide[i], bounded[i]];
        expect(c?.value).toBe(b);
        // Of first order: twice covers the products of errors, which are ε times smaller.
        expect(Math.abs(a - b)).toBeLessThanOrEqual(2 * (c?.error ?? 0));
      }
    });
});

describe("the bound is sharp", () => {
  const K = rounded(Number.EPSILON);
  test("one rounding an operation, and none for whole numbers that are only carried along", () => {
    expect(K.fromNumber(3)).toEqual({ value: 3, error: 0 });
    expect(K.fromNumber(0.1).error).toBe(0.1 * Number.EPSILON);
    expect(K.mul(K.fromNumber(3), K.fromNumber(5)).error).toBe(15 * Number.EPSILON);
    expect(K.exp(K.zero).error).toBe(Number.EPSILON);
    expect(K.neg(K.fromNumber(3)).error).toBe(0);
  });

  test("errors are handed on by the derivatives", () => {
    const [a, b] = [
      { value: 2, error: 1e-3 },
      { value: -4, error: 1e-2 },
    ];
    expect(K.add(a, b).error).toBeCloseTo(1e-3 + 1e-2, 12);
    expect(K.mul(a, b).error).toBeCloseTo(4 * 1e-3 + 2 * 1e-2, 12);
    expect(K.div(a, b).error).toBeCloseTo(1e-3 / 4 + (2 * 1e-2) / 16, 12);
    expect(K.exp(a).error).toBeCloseTo(Math.exp(2) * 1e-3, 12);
  });

  test("cancellation keeps the error, and a well-conditioned function damps it", () => {
    const third = K.div(K.one, K.fromNumber(3));
    expect(K.sub(third, third)).toEqual({ value: 0, error: 2 * third.error });
    expect(K.tanh({ value: 20, error: 1 }).error).toBeLessThan(1e-10);
  });

  test("a negative base takes its exponent for a whole number", () => {
    const exponent = K.sub(K.fromNumber(4), K.one);
    expect(exponent.error).toBeGreaterThan(0);
    expect(K.pow(K.fromNumber(-2), exponent)).toEqual({ value: -8, error: 8 * Number.EPSILON });
  });
});
