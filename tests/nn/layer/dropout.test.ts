import {
  add,
  bernoulli,
  compile,
  type DType,
  type Expr,
  evaluate,
  grad,
  mul,
  ShapeError,
  seed,
  sum,
  tensorFrom,
} from "@chainrule/core";
import { dropout } from "@chainrule/nn";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { allAgree, moderate } from "../rounding.js";

const rates = fc.double({ min: 0, max: 0.95, noNaN: true });
const values = fc.array(moderate(), { minLength: 1, maxLength: 4 });
const masks = fc.array(fc.constantFrom(0, 1), { minLength: 4, maxLength: 4 });

const vector = (elements: readonly number[], dtype: DType = "f64") =>
  tensorFrom([elements.length], elements, { dtype });

/** Each way to keep or to leave out `count` activations. */
const allMasks = (count: number): readonly (readonly number[])[] =>
  Array.from({ length: 2 ** count }, (_, bits) => Array.from({ length: count }, (_, unit) => (bits >> unit) & 1));

describe("dropout", () => {
  test.prop([values, masks, rates])("what stays is divided by 1 − p, what is left out is 0", (x, bits, rate) => {
    const mask = bits.slice(0, x.length);
    const y = evaluate(dropout(vector(x), vector(mask, "u8"), rate));
    expect(y.dtype).toBe("f64");
    // A difference, a quotient and a product.
    const expected = x.map((value, unit) => (mask[unit] === 1 ? value / (1 - rate) : 0));
    expect(allAgree(y.toArray(), expected, 4, 10 / (1 - rate))).toBe(true);
    expect(y.toArray().every((value, unit) => mask[unit] === 1 || value === 0)).toBe(true);
  });

  test.prop([values, rates])("over all masks, each as probable as it is, the mean is x", (x, rate) => {
    const weighted = allMasks(x.length).map((mask) => {
      const probability = mask.reduce((product, kept) => product * (kept === 1 ? 1 - rate : rate), 1);
      return mul(probability, dropout(vector(x), vector(mask, "u8"), rate));
    });
    const mean = evaluate(weighted.reduce((total, each) => add(total, each)));
    // Sixteen terms of some eight roundings each, none larger than x: the division is by what the probability has as a factor.
    expect(allAgree(mean.toArray(), x, 16 * 8, 10)).toBe(true);
  });

  test.prop([values, masks, rates])("the derivative goes where the activations went", (x, bits, rate) => {
    const mask = vector(bits.slice(0, x.length), "u8");
    const slopes = compile(grad((activations: Expr<readonly [number]>) => sum(dropout(activations, mask, rate))))(
      vector(x),
    );
    const expected = mask.toArray().map((kept) => kept / (1 - rate));
    expect(allAgree(slopes.toArray(), expected, 4, 1 / (1 - rate))).toBe(true);
  });

  test.prop([values])("with rate 0, nothing happens", (x) => {
    const y = evaluate(
      dropout(
        vector(x),
        vector(
          x.map(() => 1),
          "u8",
        ),
        0,
      ),
    );
    expect(y.toArray()).toEqual(x);
  });

  test("a mask of bernoulli(shape, 1 − p) leaves out a share of p", () => {
    const [count, rate] = [100_000, 0.2];
    const ones = vector(Array.from({ length: count }, () => 1));
    const [mask] = bernoulli([count], 1 - rate)(seed(1));
    const mean = evaluate(sum(dropout(ones, mask, rate))).toNumber() / count;
    // The variance of m/(1 − p) is p/(1 − p); off by more than 5 deviations of the mean about once in two million seeds.
    expect(Math.abs(mean - 1)).toBeLessThan(5 * Math.sqrt(rate / (1 - rate) / count));
  });
});

describe("dropout refuses", () => {
  for (const rate of [-0.1, 1, 1.5, Number.NaN])
    test(`a rate of ${rate}`, () => {
      expect(() => dropout(vector([1]), vector([1], "u8"), rate)).toThrow(
        new RangeError(`dropout: needs a rate in [0, 1), got ${rate}`),
      );
    });

  test("a mask of another shape, even one that would broadcast", () => {
    const x = tensorFrom([2, 3], [1, 2, 3, 4, 5, 6]);
    const mask = tensorFrom([1, 3], [1, 0, 1], { dtype: "u8" });
    expect(() => dropout<readonly [number, number]>(x, mask, 0.5)).toThrow(
      new ShapeError("dropout: [2, 3] needs a mask of the same shape, got [1, 3]"),
    );
  });
});
