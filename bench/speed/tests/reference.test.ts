import assert from "node:assert/strict";
import { test } from "node:test";
import { agreementOf, agrees } from "../reference/agreement.js";
import { expectedElements } from "../reference/expected.js";
import { type Matrix, mapMatrix, matrix, product, transposed } from "../reference/matrix.js";
import { lossOf, type Parameters, stepped } from "../reference/network.js";
import type { Network } from "../workload/workload.js";
import { workloads } from "../workload/workloads.js";

/** The worked example, `[from, to]`. */
const example: Parameters = {
  weights: [matrix(2, 2, [0.15, 0.25, 0.2, 0.3]), matrix(2, 2, [0.4, 0.5, 0.45, 0.55])],
  biases: [matrix(1, 2, [0.35, 0.35]), matrix(1, 2, [0.6, 0.6])],
};
const sample = { x: matrix(1, 2, [0.05, 0.1]), t: matrix(1, 2, [0.01, 0.99]) };

/** As many digits as the source prints. */
const near = (actual: number | undefined, expected: number): void => {
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= 1e-9, `${actual} is not ${expected}`);
};

test("the worked example comes out as published", () => {
  const { task } = workloads.E;
  assert.equal(task.kind, "network");
  if (task.kind !== "network") return;
  near(lossOf(task, example, sample), 0.298371109);
  const after = stepped(task, example, sample);
  const published = [0.149780716, 0.249751144, 0.199561432, 0.299502287];
  for (const [place, weight] of published.entries()) near(after.weights[0]?.data[place], weight);
  near(after.weights[1]?.data[0], 0.35891648);
  near(lossOf(task, after, sample), 0.291027774);
  assert.deepEqual(after.biases, example.biases);
});

const network: Network = {
  kind: "network",
  sizes: [3, 4, 2],
  hidden: "relu",
  loss: "softmax-cross-entropy",
  biases: "trained",
  batch: 2,
  learningRate: 1,
};
const filled = (rows: number, columns: number): Matrix =>
  matrix(
    rows,
    columns,
    Array.from({ length: rows * columns }, (_, place) => Math.sin(2 * place + rows)),
  );
const parameters: Parameters = {
  weights: [filled(3, 4), filled(4, 2)],
  biases: [filled(1, 4), filled(1, 2)],
};
const batch = { x: filled(2, 3), t: matrix(2, 2, [1, 0, 0, 1]) };

for (const variant of [network, { ...network, hidden: "sigmoid", loss: "half-squared-error" } as const])
  test(`a step goes against the slope: ${variant.hidden}, ${variant.loss}`, () => {
    const after = stepped(variant, parameters, batch);
    // A central difference is off by terms of the order h², and by rounding over h: with h = ε^⅓ both are about ε^⅔.
    const h = Math.cbrt(Number.EPSILON);
    for (const part of ["weights", "biases"] as const)
      for (const [layer, value] of parameters[part].entries())
        for (const place of value.data.keys()) {
          const lossAt = (shift: number): number => {
            const moved = mapMatrix(value, (x, index) => (index === place ? x + shift : x));
            return lossOf(variant, { ...parameters, [part]: parameters[part].with(layer, moved) }, batch);
          };
          const slope = (lossAt(h) - lossAt(-h)) / (2 * h);
          const step = (value.data[place] ?? 0) - (after[part][layer]?.data[place] ?? 0);
          assert.ok(Math.abs(step - slope) <= 100 * h * h, `${part} ${layer}, ${place}: ${step} is not ${slope}`);
        }
  });

test("a matrix of one row for each column is the transposed one", () => {
  assert.deepEqual(transposed(matrix(2, 3, [1, 2, 3, 4, 5, 6])), matrix(3, 2, [1, 4, 2, 5, 3, 6]));
  assert.deepEqual(product(matrix(1, 2, [2, 3]), matrix(2, 2, [1, 10, 0, 100])), matrix(1, 2, [2, 320]));
});

test("elements of a product, and how far rounding may carry them", () => {
  const [element] = expectedElements({
    manifest: { task: { kind: "product", size: 2 }, left: "left", right: "right", places: [2] },
    floats: (name) => Float32Array.from(name === "left" ? [0, 0, 1, -2] : [3, 0, 5, 0]),
    integers: () => new Int32Array(),
    bytes: () => new Uint8Array(),
  });
  assert.equal(element?.value, 1 * 3 - 2 * 5);
  assert.ok(element.bound > 2 * 2 ** -24 * 13 && element.bound < 2.001 * 2 ** -24 * 13);
});

test("what is missing or no number disagrees", () => {
  const expected = [{ value: 1, bound: 0.1 }];
  assert.ok(agrees(agreementOf(expected, [1.09])));
  for (const values of [[], [Number.NaN], [1.11]]) assert.ok(!agrees(agreementOf(expected, values)));
});
