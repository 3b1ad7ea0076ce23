import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { SparseTuning } from "../../../../packages/wasm/src/product/sparse/kernel.js";
import { sparseTransposedProduct } from "../../../../packages/wasm/src/product/sparse/transposed-product.js";
import { compress, machineFor } from "./machine.js";
import { cuts, type Problem, places, problems } from "./problem.js";
import { hasRelaxed, isWithin } from "./rounding.js";
import { addMagnitude, addReal, addRounded, type Factors, sums } from "./sums.js";

interface Run extends SparseTuning {
  /** Adds `scale` times the product to `w`; without it, `c` holds NaN before. */
  readonly scale?: number | undefined;
  readonly parts?: readonly number[];
}

const multiply = (problem: Problem, { scale, parts = [], ...tuning }: Run): Float32Array => {
  const { rows, inner, columns, w } = problem;
  const update = scale === undefined ? undefined : { scale };
  const machine = machineFor(problem, sparseTransposedProduct("product", { ...problem, update }, tuning));
  const { byRow, byColumn, d, c } = machine.places;
  compress(machine, problem);
  if (scale !== undefined) machine.floats(c, w.length).set(w);
  for (const [from, to] of cuts(inner, parts)) machine.call("product", rows === 1 ? byRow : byColumn, d, c, from, to);
  expect(machine.floats(c + inner * columns * 4, 4).every(Number.isNaN)).toBe(true);
  return machine.floats(c, inner * columns).slice();
};

const factors = ({ rows, inner, columns, x, d }: Problem): Factors => ({
  ...{ rows: inner, inner: rows, columns },
  a: (k, row) => x[row * inner + k],
  b: (row, column) => d[row * columns + column],
});

const scales = fc.constantFrom(undefined, 1, -0.01, 3);
const vectors = fc.integer({ min: 1, max: 13 });

describe("xᵀ d", () => {
  test.prop([problems])("is the dense sum by ascending row, bit for bit", (problem) => {
    const dense = sums(factors(problem), addRounded);
    expect(multiply(problem, { relaxed: false }).every((value, index) => value === dense[index])).toBe(true);
  });

  test.prop([problems, scales])("is the product of reals, to rounding, added where asked for", (problem, scale) => {
    const start = (index: number): number => (scale === undefined ? 0 : (problem.w[index] ?? Number.NaN));
    const factor = scale ?? 1;
    const reals = sums(factors(problem), addReal).map((sum, index) => start(index) + factor * sum);
    const bounds = sums(factors(problem), addMagnitude).map(
      (sum, index) => Math.abs(start(index)) + Math.abs(factor) * sum,
    );
    // The scale and its product round once each, and so does the last addition.
    expect(isWithin(multiply(problem, { relaxed: hasRelaxed, scale }), reals, bounds, problem.rows + 3)).toBe(true);
  });

  test.prop([problems, scales, places, vectors, fc.constantFrom(false, hasRelaxed)])(
    "does not depend on how rows and columns are shared out",
    (problem, scale, parts, size, relaxed) => {
      const shared = multiply(problem, { relaxed, scale, vectors: size, parts });
      expect(shared).toEqual(multiply(problem, { relaxed, scale }));
    },
  );

  test.prop([problems, places])("is computed for the rows asked for, and no others", (problem, parts) => {
    const { rows, inner, columns } = problem;
    const machine = machineFor(problem, sparseTransposedProduct("product", problem, { relaxed: false }));
    const { byRow, byColumn, d, c } = machine.places;
    compress(machine, problem);
    const [from, to] = cuts(inner, parts).at(-1) ?? [0, 0];
    machine.call("product", rows === 1 ? byRow : byColumn, d, c, from, to);
    const isComputed = [...machine.floats(c, inner * columns)].map((value) => !Number.isNaN(value));
    expect(isComputed).toEqual(isComputed.map((_, index) => index >= from * columns && index < to * columns));
  });

  test.prop([problems])("an update leaves rows alone where a column of x is zero, whatever d holds", (problem) => {
    const { rows, inner, columns, x } = problem;
    const d = problem.d.map(() => Number.NaN);
    // Even adding zero would change −0.
    const w = problem.w.map((value, index) => (index % 3 === 0 ? -0 : value));
    const result = multiply({ ...problem, d, w }, { relaxed: hasRelaxed, scale: 1 });
    const isTouched = (k: number): boolean =>
      Array.from({ length: rows }, (_, row) => x[row * inner + k]).some((value) => value !== 0);
    const expected = w.map((value, index) => (isTouched(Math.floor(index / columns)) ? Number.NaN : value));
    expect(result).toEqual(expected);
  });

  test.prop([problems, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY), fc.nat()])(
    "keeps a NaN and an infinity of x, in its column alone",
    (problem, value, place) => {
      const { inner, columns } = problem;
      const index = place % problem.x.length;
      const result = multiply({ ...problem, x: problem.x.with(index, value) }, { relaxed: hasRelaxed });
      const k = index % inner;
      expect([...result].every((element, at) => Number.isFinite(element) !== (Math.floor(at / columns) === k))).toBe(
        true,
      );
    },
  );
});
