import {
  cast,
  constant,
  epsilonOf,
  evaluate,
  matmul,
  reshape,
  scatterAdd,
  sum,
  tensor,
  tensorFrom,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { indexed, tabulate } from "../oracles/indexed.js";
import { type Case, tensorOf } from "./sample.js";
import { everySample } from "./samples.js";

const valuesOf = ({ domains }: Case) => fc.tuple(...domains.map(tensorOf));

/**
 * How far two ways to compute a value from `count` numbers may differ: each adds as many terms, and takes functions that are correct to
 * two units in the last place of numbers up to e² or the square of an argument.
 */
const roundingOf = (inputs: readonly (readonly number[])[], epsilon: number): number => {
  const all = inputs.flat();
  const largest = all.reduce((most, x) => Math.max(most, x * x), Math.E ** 2);
  return 8 * (all.length + 1) * largest * epsilon;
};

for (const [name, { cases, special = [] }] of everySample) {
  describe(name, () => {
    for (const sample of cases) {
      test.prop([valuesOf(sample)], { numRuns: 20 })(`is its formula: ${sample.label}`, (tensors) => {
        const y = evaluate(sample.of(...tensors.map((x) => constant(x))));
        const arrays = tensors.map((x) => indexed(x.shape, x.toArray()));
        const expected = tabulate(sample.shape, sample.reference(...arrays));
        const bound = roundingOf(
          tensors.map((x) => x.toArray()),
          epsilonOf("f64"),
        );
        expect(y.shape).toEqual(sample.shape);
        y.toArray().forEach((value, i) => {
          expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThanOrEqual(bound);
        });
      });
    }

    special.forEach(({ of, given: lists, expected }, index) => {
      test(`known values ${index + 1}`, () => {
        const args = lists.map((values) => tensorFrom([values.length], values, { dtype: "f64" }));
        expect(evaluate(of(...args.map((x) => constant(x)))).toArray()).toEqual(expected);
      });
    });
  });
}

test("sums of f32 are rounded once, not at each term: 2²⁴ + 1 + 1", () => {
  const [terms, ones] = [tensor([2 ** 24, 1, 1]), tensor([[1], [1], [1]])];
  const exact = 2 ** 24 + 2;
  expect(evaluate(sum(terms)).toNumber()).toBe(exact);
  expect(evaluate(matmul(reshape(terms, [1, 3]), ones)).toArray()).toEqual([exact]);
  const nowhere = tensor([0, 0, 0], { dtype: "u8" });
  expect(evaluate(scatterAdd(terms, nowhere, 1)).toArray()).toEqual([exact]);
});

/** Samples with f64 constants inside. */
const onlyInF64 = new Set(["constant", "cast", "oneHot"]);

for (const [name, { cases }] of everySample.filter(([name]) => !onlyInF64.has(name))) {
  for (const sample of cases) {
    test.prop([valuesOf(sample)], { numRuns: 5 })(`${name} ${sample.label}: f32 is f64 but for rounding`, (tensors) => {
      const f32 = tensors.map((x) => (x.dtype === "f64" ? tensorFrom(x.shape, x.toArray(), { dtype: "f32" }) : x));
      const narrow = f32.map((x) => constant(x));
      const wide = f32.map((x, i) => cast(constant(x), sample.domains[i]?.dtype ?? "f64"));
      const [y, z] = evaluate([sample.of(...narrow), sample.of(...wide)] as const);
      expect(y.dtype).toBe(z.dtype === "f64" ? "f32" : z.dtype);
      const bound = roundingOf(
        f32.map((x) => x.toArray()),
        epsilonOf("f32"),
      );
      const expected = z.toArray();
      y.toArray().forEach((value, i) => {
        expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThanOrEqual(bound);
      });
    });
  }
}
