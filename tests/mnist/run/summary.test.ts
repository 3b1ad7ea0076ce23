import { fc, test } from "@fast-check/vitest";
import { test as example, expect } from "vitest";
import { presets } from "../../../packages/mnist/src/recipe/preset.js";
import type { Recipe } from "../../../packages/mnist/src/recipe/recipe.js";
import type { Finished } from "../../../packages/mnist/src/run/finished.js";
import { summaryOf } from "../../../packages/mnist/src/run/summary.js";

/** A run that came to a test accuracy, or had no test set. */
const finished = (testAccuracy: number | undefined, changes: Partial<Recipe>): Finished =>
  // Safe: a summary looks at nothing else of a run.
  ({
    variant: { label: JSON.stringify(changes), recipe: { ...presets.default.recipe, ...changes } },
    result: {
      ...(testAccuracy === undefined ? {} : { testAccuracy }),
      trainAccuracy: 1,
      loss: 0,
      seconds: 1,
      epochs: 1,
      stopped: undefined,
    },
  }) as Finished;

const repeated = (...accuracies: readonly (number | undefined)[]): readonly Finished[] =>
  accuracies.map((accuracy, seed) => finished(accuracy, { seed }));

test.prop([fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 2, maxLength: 20 })])(
  "of one recipe with several seeds, there are the mean and the deviation of a single run",
  (right) => {
    const { mean, deviation, runs } = summaryOf(repeated(...right.map((count) => count / 10_000)));
    // By another way than the program: Σ (a − b)² over all pairs is n Σ (a − mean)².
    const n = right.length;
    const pairs = right.flatMap((a) => right.map((b) => (a - b) ** 2));
    const expected = Math.sqrt(pairs.reduce((sum, square) => sum + square) / (2 * n * (n - 1))) / 10_000;
    expect(mean).toBeCloseTo(right.reduce((sum, count) => sum + count) / n / 10_000, 12);
    expect(deviation).toBeCloseTo(expected, 12);
    expect(runs.map(({ result }) => result.testAccuracy)).toEqual(right.map((count) => count / 10_000));
  },
);

example("a mean of runs that differ in more than their seeds would mean nothing", () => {
  const others = [finished(0.5, { seed: 1 }), finished(0.7, { seed: 2, hidden: [3] })];
  expect(summaryOf(others)).toMatchObject({ mean: undefined, deviation: undefined });
});

example("there is no mean where a run has no test set", () => {
  expect(summaryOf(repeated(undefined, undefined))).toMatchObject({ mean: undefined, deviation: undefined });
  expect(summaryOf(repeated(0.5, 0.5, undefined))).toMatchObject({ mean: undefined, deviation: undefined });
});

example("runs are named by their labels", () => {
  expect(summaryOf([finished(0.5, { seed: 3 })]).runs).toMatchObject([{ label: '{"seed":3}' }]);
});
