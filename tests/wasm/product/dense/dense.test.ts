import { test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { DenseOptions } from "../../../../packages/wasm/src/product/dense/dense.js";
import { relaxations } from "../../mapping.js";
import { cuts, places } from "../sparse/problem.js";
import { machineFor } from "./machine.js";
import { elementwise, type Problem, problems, tunings } from "./problem.js";

/** The result, with the parts shared out as told. */
const run = (problem: Problem, options: DenseOptions, at: readonly number[] = []): readonly number[] => {
  const { packParts, multiplyParts, pack, multiply, result, gaps } = machineFor(problem, options);
  result.set(problem.c);
  if (packParts > 0) for (const [from, to] of cuts(packParts, at)) pack(from, to);
  for (const [from, to] of cuts(multiplyParts, at)) multiply(from, to);
  expect(gaps.every((gap) => gap.every((byte) => byte === 0xff))).toBe(true);
  return [...result];
};

const widths = { f32: { round: Math.fround, epsilon: 2 ** -24 }, f64: { round: (x: number) => x, epsilon: 2 ** -53 } };

describe("a b", () => {
  test.prop([problems, tunings, places], { numRuns: 300 })(
    "adds terms in the order of inner, bit for bit, whatever the tile and however the parts are shared out",
    (problem, tuning, at) => {
      const { dtype, update } = problem.product;
      const { round } = widths[dtype];
      const expected = elementwise(problem, (before, factors) => {
        const sum = factors.reduce((total, [x, y]) => round(total + round(x * y)), 0);
        return update === undefined ? sum : round(before + round(round(update.scale) * sum));
      });
      expect(run(problem, { ...tuning, relaxed: false }, at)).toEqual(expected);
    },
  );

  describe.each(relaxations.filter((relaxed) => relaxed))("with relaxed multiply-add", (relaxed) => {
    test.prop([problems, tunings])("is the product of reals, to rounding", (problem, tuning) => {
      const { dtype, inner, update } = problem.product;
      const results = run(problem, { ...tuning, relaxed });
      const [scale, keeps] = update === undefined ? [1, 0] : [update.scale, 1];
      const reals = elementwise(problem, (before, factors) =>
        factors.reduce((sum, [x, y]) => sum + scale * x * y, keeps * before),
      );
      // Each of inner + 2 operations rounds by half a unit in the last place, relative to sums of at most Σ|a||b|, and so do those of the
      // reference in f64 (Higham, Accuracy and Stability of Numerical Algorithms, §3.1).
      const unit = 2 * (inner + 2) * widths[dtype].epsilon;
      const bounds = elementwise(
        problem,
        (before, factors) =>
          unit * factors.reduce((sum, [x, y]) => sum + Math.abs(scale * x * y), keeps * Math.abs(before)),
      );
      expect(results.every((value, i) => Math.abs(value - (reals[i] ?? Number.NaN)) <= (bounds[i] ?? 0))).toBe(true);
    });

    test.prop([problems, tunings, tunings, places])("has the same bits for all tiles", (problem, one, other, at) => {
      expect(run(problem, { ...one, relaxed })).toEqual(run(problem, { ...other, relaxed }, at));
    });
  });
});

/** How often each element is written when each part is computed by itself. */
const timesWritten = (target: Float32Array | Float64Array, parts: number, compute: (part: number) => void) => {
  const times = new Array<number>(target.length).fill(0);
  for (let part = 0; part < parts; part++) {
    target.fill(Number.NaN);
    compute(part);
    target.forEach((value, index) => {
      if (!Number.isNaN(value)) times[index] = (times[index] ?? 0) + 1;
    });
  }
  return times;
};

describe("parts", () => {
  test.prop([problems, tunings])("write every element of c, and of what is packed, once", (problem, tuning) => {
    const { update: _, ...product } = problem.product;
    const machine = machineFor({ ...problem, product }, { ...tuning, relaxed: false });
    const { packParts, multiplyParts, packed, result, pack, multiply } = machine;
    const packings = timesWritten(packed, packParts, (part) => pack(part, part + 1));
    expect(packings).toEqual(packings.map(() => 1));
    if (packParts > 0) pack(0, packParts);
    const results = timesWritten(result, multiplyParts, (part) => multiply(part, part + 1));
    expect(results).toEqual(results.map(() => 1));
  });
});
