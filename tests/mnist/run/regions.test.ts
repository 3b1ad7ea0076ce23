import { tensorFrom } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { Examples } from "../../../packages/mnist/src/data/examples.js";
import type { Reading } from "../../../packages/mnist/src/run/classify.js";
import { regionsOf } from "../../../packages/mnist/src/run/regions.js";
import { rowsOf } from "../../../packages/mnist/src/run/rows.js";

const coordinate = fc.integer({ min: -1000, max: 1000 }).map((hundredths) => hundredths / 100);
const points = fc.array(fc.tuple(coordinate, coordinate, fc.nat({ max: 1 })), { minLength: 1, maxLength: 9 });

/** Something that is twice as sure of the second class where the point is to the right, and tells where it was asked. */
const reading = ([x = 0, y = 0]: readonly number[]): Reading => ({
  predicted: 1,
  confidence: 1,
  outputs: [1, 2 + Math.tanh(x) + 0.1 * Math.tanh(y)],
});

const gapsOf = (values: readonly number[]): readonly number[] =>
  values.slice(1).map((value, index) => value - (values[index] ?? 0));

describe("regions", () => {
  test.prop([points], { numRuns: 20 })(
    "reach evenly beyond all points, and have the share of the second class",
    (list) => {
      const examples: Examples = {
        inputs: tensorFrom(
          [list.length, 2],
          list.flatMap(([x, y]) => [x, y] as const),
          { dtype: "f64" },
        ),
        labels: tensorFrom(
          [list.length],
          Uint8Array.from(list, ([, , label]) => label),
        ),
      };
      const { grid, points: drawn } = regionsOf((inputs) => rowsOf(inputs).map(reading), examples);
      expect(drawn).toEqual(list.map(([x, y, label]) => ({ x, y, label })));
      for (const [axis, values] of [
        [grid.xs, list.map(([x]) => x)],
        [grid.ys, list.map(([, y]) => y)],
      ] as const) {
        expect(axis[0]).toBeLessThan(Math.min(...values));
        expect(axis.at(-1)).toBeGreaterThan(Math.max(...values));
        const [gap = 0, ...gaps] = gapsOf(axis);
        expect(gap).toBeGreaterThan(0);
        expect(Math.max(...gaps.map((other) => Math.abs(other / gap - 1)))).toBeLessThan(1e-6);
      }
      const nodes = grid.ys.map((y) => grid.xs.map((x) => reading([x, y]).outputs[1] ?? 0));
      expect(grid.probability).toEqual(nodes.map((row) => row.map((second) => second / (1 + second))));
    },
  );
});
