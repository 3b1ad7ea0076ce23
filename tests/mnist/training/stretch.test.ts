import { seed } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { Recipe } from "../../../packages/mnist/src/recipe/recipe.js";
import { eachBatch } from "../../../packages/mnist/src/training/batches.js";
import { batchSize, type Stretch, stepsOf, stretchAfter } from "../../../packages/mnist/src/training/stretch.js";
import { dataOf, recipe } from "./runs.js";

const recipes = fc.record({
  order: fc.constantFrom("given", "shuffled", "drawn"),
  batch: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(500, 1500), fc.constant("all" as const)),
  epochs: fc.integer({ min: 1, max: 7 }),
  measureEvery: fc.integer({ min: 1, max: 4 }),
  seed: fc.nat(),
});
const counts = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constantFrom(1024, 1500, 2100));

/** All stretches of a run, first to last. */
const stretchesOf = (changes: Partial<Recipe>, count: number): readonly Stretch[] => {
  const changed = { ...recipe, ...changes };
  const data = dataOf({ train: count });
  const stretches: Stretch[] = [];
  let [done, random] = [0, seed(changed.seed)];
  while (done < changed.epochs) {
    const [stretch, next] = stretchAfter(changed, data, done)(random);
    stretches.push(stretch);
    [done, random] = [done + stretch.epochs, next];
  }
  return stretches;
};

const batchesIn = ({ chunks }: Stretch): readonly (readonly number[])[] =>
  chunks.flatMap(eachBatch).map((batch) => batch.toArray());

/** The samples of each epoch of a stretch, in order. */
const epochsIn = (stretch: Stretch, count: number): readonly (readonly number[])[] => {
  const samples = batchesIn(stretch).flat();
  return Array.from({ length: stretch.epochs }, (_, epoch) => samples.slice(epoch * count, (epoch + 1) * count));
};

const inOrder = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const sorted = (numbers: readonly number[]): readonly number[] => numbers.toSorted((a, b) => a - b);

describe("stretches", () => {
  test.prop([recipes, counts])(
    "are as long as the measurements are apart, the last one perhaps shorter",
    (run, count) => {
      const lengths = stretchesOf(run, count).map(({ epochs }) => epochs);
      const { epochs, measureEvery } = run;
      const rest = epochs % measureEvery;
      const whole = Array.from({ length: Math.floor(epochs / measureEvery) }, () => measureEvery);
      expect(lengths).toEqual(rest === 0 ? whole : [...whole, rest]);
    },
  );

  test.prop([recipes, counts])(
    "have as many samples as their epochs, and a run the steps that it is said to take",
    (run, count) => {
      const stretches = stretchesOf(run, count);
      for (const stretch of stretches) expect(batchesIn(stretch).flat()).toHaveLength(stretch.epochs * count);
      expect(stretches.flatMap(batchesIn)).toHaveLength(stepsOf({ ...recipe, ...run }, count));
    },
  );

  test.prop([recipes, counts])("are cut at the end of each epoch, and otherwise into whole batches", (run, count) => {
    const size = batchSize({ ...recipe, ...run }, count);
    const whole = Array.from({ length: Math.floor(count / size) }, () => size);
    const epoch = count % size === 0 ? whole : [...whole, count % size];
    for (const stretch of stretchesOf(run, count))
      expect(batchesIn(stretch).map(({ length }) => length)).toEqual(
        Array.from({ length: stretch.epochs }, () => epoch).flat(),
      );
  });

  test.prop([recipes, counts])("come in chunks of at most 1024 samples, or of one batch", (run, count) => {
    const chunks = stretchesOf(run, count).flatMap((stretch) => stretch.chunks);
    expect(chunks.every(({ shape: [batches], size }) => batches === 1 || (batches > 1 && size <= 1024))).toBe(true);
  });
});

describe("orders", () => {
  test.prop([recipes, counts])(
    "given: that of the data, in every epoch, and no random number is taken",
    (run, count) => {
      const given = { ...run, order: "given" } as const;
      for (const stretch of stretchesOf(given, count))
        expect(epochsIn(stretch, count).every((epoch) => epoch.join() === inOrder(count).join())).toBe(true);
      const random = seed(run.seed);
      expect(stretchAfter({ ...recipe, ...given }, dataOf({ train: count }), 0)(random)[1]).toEqual(random);
    },
  );

  test.prop([recipes, counts])("shuffled: each sample once in every epoch", (run, count) => {
    const stretches = stretchesOf({ ...run, order: "shuffled" }, count);
    const epochs = stretches.flatMap((stretch) => epochsIn(stretch, count));
    for (const epoch of epochs) expect(sorted(epoch)).toEqual(inOrder(count));
    // Two orders of a thousand samples are the same once in 1024! ≈ 10²⁶³⁹ times.
    if (count > 1000) expect(new Set(epochs.map((epoch) => epoch.join())).size).toBe(run.epochs);
  });

  test("drawn: each sample by itself, all of them equally often", () => {
    const [count, epochs] = [4, 2500];
    const [stretch] = stretchesOf({ order: "drawn", batch: 1, epochs, measureEvery: epochs }, count);
    const drawn = stretch === undefined ? [] : batchesIn(stretch).flat();
    // The deviation of a count of n draws with p = ¼ is √(3 n / 16); 5 of them are exceeded once in two million seeds, and this one is fixed.
    for (const sample of inOrder(count))
      expect(Math.abs(drawn.filter((each) => each === sample).length - epochs)).toBeLessThan(
        5 * Math.sqrt((3 * drawn.length) / 16),
      );
    // One that was just drawn may come again at once: so do a quarter.
    const again = drawn.filter((each, index) => each === drawn[index + 1]).length;
    expect(Math.abs(again - epochs)).toBeLessThan(5 * Math.sqrt((3 * drawn.length) / 16));
  });
});

describe("images", () => {
  test.prop([recipes, fc.integer({ min: 1, max: 30 })])(
    "are moved where the recipe says so, and nothing else changes",
    (run, count) => {
      const data = dataOf({ train: count });
      const random = seed(run.seed);
      const still = { ...recipe, ...run };
      const moving = { ...still, augment: true };
      const [plain, after] = stretchAfter(still, data, 0)(random);
      const [moved, next] = stretchAfter(moving, data, 0)(random);
      expect(plain.examples).toBe(data.train);
      expect([moved.epochs, moved.chunks, moved.examples.labels]).toEqual([
        plain.epochs,
        plain.chunks,
        data.train.labels,
      ]);
      expect(moved.examples.inputs.shape).toEqual(data.train.inputs.shape);
      expect(moved.examples.inputs).not.toEqual(data.train.inputs);
      expect(next).not.toEqual(after);
      expect(stretchAfter(moving, data, 0)(next)[0].examples.inputs).not.toEqual(moved.examples.inputs);
      expect(stretchAfter(moving, { ...data, image: undefined }, 0)(random)).toEqual([plain, after]);
    },
  );
});
