import { describe, expect, test } from "vitest";
import { advanced, measured, planned, statusOf } from "../../../packages/mnist/src/cli/under-way.js";
import type { Progress } from "../../../packages/mnist/src/run/reporter.js";
import type { EpochRecord } from "../../../packages/mnist/src/training/record.js";
import { onImages, onPoints } from "./runs.js";

const images = { ...onImages, recipe: { ...onImages.recipe, epochs: 10 }, data: { ...onImages.data, train: 1000 } };
const points = { ...onPoints, recipe: { ...onPoints.recipe, epochs: 30_000 }, data: { ...onPoints.data, train: 60 } };

const progress = (epoch: number, done: number): Progress => ({ epoch, epochs: 10, done, total: 1000, loss: 0.5 });
const record: EpochRecord = { epoch: 1, loss: 0.25, trainAccuracy: 0.7, seconds: 1 };

describe("a run under way", () => {
  test("has nothing to say before the first sign of life", () => {
    expect(statusOf(planned(images))).toBeUndefined();
  });

  test("has no rate before the second", () => {
    expect(statusOf(advanced(planned(images), progress(1, 100), 3))).toEqual({
      epoch: 1,
      epochs: 10,
      share: 0.01,
      loss: 0.5,
      rate: undefined,
      left: undefined,
      accuracies: [],
    });
  });

  test("knows the rate, and the time left until the end of all epochs", () => {
    const run = advanced(advanced(planned(images), progress(1, 100), 3), progress(1, 200), 4);
    expect(statusOf(run)).toMatchObject({ share: 0.02, rate: 100, left: 98 });
  });

  test("that was resumed counts the earlier epochs as done, but not as done now", () => {
    const run = advanced(advanced(planned(images), progress(5, 500), 0), progress(6, 0), 10);
    expect(statusOf(run)).toMatchObject({ epoch: 5, share: 0.5, rate: 50, left: 100 });
  });

  test("includes measuring in the time left", () => {
    const begun = advanced(planned(images), progress(1, 0), 0);
    const run = measured(advanced(begun, progress(1, 999), 10), record, 20);
    expect(statusOf(run)).toMatchObject({ epoch: 1, share: 0.1, left: 180, loss: 0.25 });
  });

  test("that is measured every hundred epochs counts samples of all of them", () => {
    const half = { epoch: 200, epochs: 30_000, done: 3000, total: 6000, loss: 0.5 };
    const run = advanced(measured(planned(points), { ...record, epoch: 100 }, 1), half, 2);
    expect(statusOf(run)).toMatchObject({ epoch: 150, share: 0.005, rate: 3000, left: 597 });
  });

  test("collects the accuracy on examples that it has not learnt from, where there are any", () => {
    const records = [
      record,
      { ...record, testAccuracy: 0.8 },
      { ...record, testAccuracy: 0.8, validationAccuracy: 0.9 },
      { ...record, validationAccuracy: 0 },
    ];
    const run = records.reduce((before, each) => measured(before, each, 0), planned(images));
    expect(run.accuracies).toEqual([0.7, 0.8, 0.9, 0]);
  });
});
