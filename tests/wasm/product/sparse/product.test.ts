import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { SparseTuning } from "../../../../packages/wasm/src/product/sparse/kernel.js";
import { sparseProduct } from "../../../../packages/wasm/src/product/sparse/product.js";
import { compress, machineFor } from "./machine.js";
import { cuts, type Problem, places, problems } from "./problem.js";
import { hasRelaxed, isWithin } from "./rounding.js";
import { addMagnitude, addReal, addRounded, type Factors, sums } from "./sums.js";

/** The product by the kernel, its rows shared out as told; `c` holds NaN before. */
const multiply = (problem: Problem, tuning: SparseTuning, parts: readonly number[] = []): Float32Array => {
  const { rows, columns } = problem;
  const machine = machineFor(problem, sparseProduct("product", problem, tuning));
  const { byRow, w, c } = machine.places;
  compress(machine, problem);
  for (const [from, to] of cuts(rows, parts)) machine.call("product", byRow, w, c, from, to);
  expect(machine.floats(c + rows * columns * 4, 4).every(Number.isNaN)).toBe(true);
  return machine.floats(c, rows * columns).slice();
};

const factors = ({ rows, inner, columns, x, w }: Problem): Factors => ({
  ...{ rows, inner, columns },
  a: (row, k) => x[row * inner + k],
  b: (k, column) => w[k * columns + column],
});

const vectors = fc.integer({ min: 1, max: 13 });

describe("x w", () => {
  test.prop([problems])("is the dense sum by ascending k, bit for bit", (problem) => {
    const dense = sums(factors(problem), addRounded);
    expect(multiply(problem, { relaxed: false })).toEqual(Float32Array.from(dense));
  });

  test.prop([problems])("is the product of reals, to rounding", (problem) => {
    const bounds = sums(factors(problem), addMagnitude);
    const reals = sums(factors(problem), addReal);
    expect(isWithin(multiply(problem, { relaxed: hasRelaxed }), reals, bounds, problem.inner)).toBe(true);
  });

  test.prop([problems, places, vectors, fc.constantFrom(false, hasRelaxed)])(
    "does not depend on how rows and columns are shared out",
    (problem, parts, size, relaxed) => {
      expect(multiply(problem, { relaxed, vectors: size }, parts)).toEqual(multiply(problem, { relaxed }));
    },
  );

  test.prop([problems, places])("is computed for the rows asked for, and no others", (problem, parts) => {
    const { rows, columns } = problem;
    const machine = machineFor(problem, sparseProduct("product", problem, { relaxed: false }));
    const { byRow, w, c } = machine.places;
    compress(machine, problem);
    const [from, to] = cuts(rows, parts).at(-1) ?? [0, 0];
    machine.call("product", byRow, w, c, from, to);
    const isComputed = [...machine.floats(c, rows * columns)].map((value) => !Number.isNaN(value));
    expect(isComputed).toEqual(isComputed.map((_, index) => index >= from * columns && index < to * columns));
  });

  test.prop([problems, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY), fc.nat()])(
    "keeps a NaN and an infinity of x, in its row alone",
    (problem, value, place) => {
      const { inner, columns } = problem;
      const index = place % problem.x.length;
      const result = multiply({ ...problem, x: problem.x.with(index, value) }, { relaxed: hasRelaxed });
      const row = Math.floor(index / inner);
      expect([...result].every((element, at) => Number.isFinite(element) !== (Math.floor(at / columns) === row))).toBe(
        true,
      );
    },
  );
});
