import { tensor } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { test as example, expect } from "vitest";
import { parametersHash } from "../../../packages/mnist/src/checkpoint/tree.js";
import { dump, inspectionOf } from "../../../packages/mnist/src/cli/inspect.js";
import type { Model } from "../../../packages/mnist/src/run/model.js";
import { classifierFor, type Trained } from "../../../packages/mnist/src/training/classifier.js";
import { sample } from "../checkpoint/sample.js";

const f64 = { dtype: "f64" } as const;

const modelOf = (parameters: Trained): Model => ({
  file: "checkpoint.safetensors",
  metadata: sample,
  classifier: classifierFor({ ...sample.recipe, hidden: [] }, 2, 2),
  parameters,
});

const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const matrices = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(number, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
  );

test.prop([matrices])("of each tensor there are shape, dtype, mean, deviation, least and greatest", (rows) => {
  const weights = tensor(rows, f64);
  const inspection = inspectionOf(modelOf([{ weights }]));
  const values = rows.flat();
  const mean = values.reduce((sum, value) => sum + value) / values.length;
  const square = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  const [found, ...more] = inspection.parameters;
  expect(more).toEqual([]);
  expect(found).toMatchObject({ name: "parameters[0].weights", shape: weights.shape, dtype: "f64" });
  expect([found?.least, found?.greatest]).toEqual([Math.min(...values), Math.max(...values)]);
  expect(found?.mean).toBeCloseTo(mean, 9);
  // E x² − (E x)² loses half of the digits, of numbers up to 10³.
  expect((found?.deviation ?? Number.NaN) ** 2).toBeCloseTo(square - mean ** 2, 4);
  expect(inspection.sha256).toBe(parametersHash([{ weights }]));
});

example("every value has a line, with its place", () => {
  const weights = tensor(
    [
      [1, 0.5, -2],
      [3, 4, 1e-9],
    ],
    f64,
  );
  const lines = [...dump(modelOf([{ weights, bias: tensor([0, 7, 8], f64) }]))];
  expect(lines).toEqual([
    "parameters[0].weights[0, 0] = 1",
    "parameters[0].weights[0, 1] = 0.5",
    "parameters[0].weights[0, 2] = -2",
    "parameters[0].weights[1, 0] = 3",
    "parameters[0].weights[1, 1] = 4",
    "parameters[0].weights[1, 2] = 1e-9",
    "parameters[0].bias[0] = 0",
    "parameters[0].bias[1] = 7",
    "parameters[0].bias[2] = 8",
  ]);
});
