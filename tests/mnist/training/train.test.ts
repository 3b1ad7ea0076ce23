import { leavesOf, Tensor } from "@chainrule/core";
import { fc, test as property } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import * as O from "fp-ts/lib/Option.js";
import { describe, expect, test } from "vitest";
import { limit } from "../../../packages/mnist/src/data/split.js";
import { lossNames } from "../../../packages/mnist/src/recipe/loss.js";
import { activationNames } from "../../../packages/mnist/src/recipe/network.js";
import { optimiserNames, optimisers } from "../../../packages/mnist/src/recipe/optimiser.js";
import type { Recipe } from "../../../packages/mnist/src/recipe/recipe.js";
import type { Trained } from "../../../packages/mnist/src/training/classifier.js";
import { measureOn } from "../../../packages/mnist/src/training/measure.js";
import type { EpochRecord } from "../../../packages/mnist/src/training/record.js";
import { resultOf, type TrainingState } from "../../../packages/mnist/src/training/state.js";
import { stepsOf } from "../../../packages/mnist/src/training/stretch.js";
import { type ProgressEvent, trainerOf } from "../../../packages/mnist/src/training/train.js";
import { agrees } from "../../nn/rounding.js";
import { recipes } from "../recipe/arbitrary.js";
import { beginningOf, type Course, courseOf, dataOf, trainingOf } from "./runs.js";

/** The values of parameters, in order. */
const valuesOf = (parameters: Trained): readonly number[] =>
  leavesOf(parameters).flatMap(({ leaf }) => (leaf instanceof Tensor ? leaf.toArray() : []));

const endOf = ({ outcome }: Pick<Course, "outcome">): TrainingState => {
  if (E.isLeft(outcome)) throw new Error(outcome.left.reason);
  return outcome.right;
};

const recordsOf = ({ events }: Pick<Course, "events">): readonly EpochRecord[] =>
  events.flatMap((event) => (event._tag === "Epoch" ? [event.record] : []));

const progressOf = ({ events }: Pick<Course, "events">): readonly ProgressEvent[] =>
  events.filter((event): event is ProgressEvent => event._tag === "Progress");

const run = (changes: Partial<Recipe> = {}): Course => courseOf(trainingOf(changes));

const parametersOf = (course: Course): readonly number[] => valuesOf(endOf(course).network.parameters);

const expectDescent = (course: Course): void => {
  const [first, ...others] = recordsOf(course);
  expect(others.at(-1)?.loss).toBeLessThan(first?.loss ?? 0);
};

describe("train", () => {
  test("learns, and tells of every epoch and of the samples on the way", () => {
    const training = trainingOf({ epochs: 8 });
    const course = courseOf(training);
    const records = recordsOf(course);
    expect(records.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(records.at(-1)?.loss).toBeLessThan((records[0]?.loss ?? 0) / 4);
    expect(records.at(-1)).toMatchObject({ trainAccuracy: 1, validationAccuracy: 1 });
    // Eight batches of 7 come at once, then the one of 4 that is left, whose end is that of the epoch.
    expect(progressOf(course).at(-1)).toMatchObject({ epoch: 8, done: 56, total: 60 });
    const { classifier, data, backend } = training;
    expect(measureOn(classifier, data.train, backend)(endOf(course).network.parameters).accuracy).toBe(1);
  });

  test("the same seed gives the same bits, another seed others", () => {
    const [first, again, other] = [run(), run(), run({ seed: 2 })];
    expect(parametersOf(again)).toEqual(parametersOf(first));
    expect(again.events).toEqual(first.events);
    expect(parametersOf(other)).not.toEqual(parametersOf(first));
  });

  test.each(lossNames)("descends the %s", (loss) => {
    expectDescent(run({ loss, epochs: 6 }));
  });

  test.each(optimiserNames)("descends with %s", (optimiser) => {
    const { learningRate } = optimisers[optimiser];
    expectDescent(run({ optimiser, learningRate, epochs: 6 }));
  });

  test.each(activationNames)("descends through %s", (activation) => {
    expectDescent(run({ activation, epochs: 6 }));
  });

  test("descends with dropout, and with images that are moved", () => {
    expectDescent(run({ dropout: 0.2, augment: true, epochs: 6 }));
  });

  test("without hidden layers it is softmax regression", () => {
    expect(parametersOf(run({ hidden: [] }))).toHaveLength(10 * 10 + 10);
  });

  test("stops where the numbers end, naming the operation", () => {
    const { outcome } = run({ optimiser: "sgd", learningRate: 1e38, activation: "relu" });
    expect(outcome).toMatchObject({ left: { _tag: "Diverged", epoch: 1 } });
    expect(E.isLeft(outcome) && outcome.left.reason).toMatch(
      /^matmul, f32\[7, \d+\], gave -?(Infinity|NaN) at \[\d, \d\] \(step \d of 8\)$/,
    );
  });

  test("stops after a last step that leaves the numbers, though its loss was one", () => {
    const { outcome } = run({ optimiser: "sgd", learningRate: 3e38, l2: 1000, batch: "all", epochs: 1 });
    const reason = "after its last step the loss is no number";
    expect(outcome).toEqual(E.left({ _tag: "Diverged", epoch: 1, reason }));
  });

  test("a chunk that there is not is a mistake of the program", () => {
    const training = trainingOf();
    expect(() => courseOf(training, { ...beginningOf(training), chunk: 9 })).toThrow(
      new RangeError("advance: there is no chunk 9 of 2"),
    );
  });
});

/** How often the optimiser of a state has stepped: it counts for its schedule. */
const stepsTaken = ({ network }: TrainingState): number => {
  const count = leavesOf(network.optimiser).find(({ path }) => path.endsWith("step"))?.leaf;
  if (count instanceof Tensor) return count.toArray()[0] ?? Number.NaN;
  throw new Error("an optimiser counts its steps");
};

/** From a record on, samples are counted up to all that there are before the next. */
const expectToAddUp = ({ events }: Course, { epochs, measureEvery }: Recipe, count: number): void => {
  let [begun, done] = [0, 0];
  for (const event of events) {
    const end = Math.min(begun + measureEvery, epochs);
    if (event._tag === "Epoch") {
      expect(event.record.epoch).toBe(end);
      [begun, done] = [end, 0];
    } else {
      expect(event).toMatchObject({ epoch: end, total: (end - begun) * count });
      expect(event.done).toBeGreaterThan(done);
      expect(event.done).toBeLessThan(event.total);
      done = event.done;
    }
  }
};

const runs = fc.record({
  recipe: recipes,
  train: fc.integer({ min: 1, max: 25 }),
  validation: fc.constantFrom(0, 6),
  test: fc.constantFrom(0, 6),
});

property.prop([runs], { numRuns: 15 })(
  "what is told and remembered of a run is what was done",
  ({ recipe, ...sizes }) => {
    const course = courseOf(trainingOf(recipe, dataOf(sizes)));
    const [end, records] = [endOf(course), recordsOf(course)];
    expectToAddUp(course, recipe, sizes.train);
    expect([end.history.toArray(), end.epoch]).toEqual([records, records.at(-1)?.epoch]);
    expect(stepsTaken(end)).toBe(stepsOf({ ...recipe, epochs: end.epoch }, sizes.train));

    for (const { epoch, validationAccuracy, testAccuracy } of records) {
      expect(validationAccuracy === undefined).toBe(sizes.validation === 0);
      const isTested = sizes.test > 0 && recipe.testEvery > 0 && epoch % recipe.testEvery === 0;
      expect(testAccuracy !== undefined).toBe(isTested);
    }
  },
);

property.prop([recipes], { numRuns: 10 })(
  "the best is the first epoch with the largest validation accuracy",
  (recipe) => {
    const training = trainingOf({ ...recipe, keep: "best" }, dataOf({ train: 25, validation: 6 }));
    const { states, ...course } = courseOf(training);
    const end = endOf(course);
    const validated = end.history.map(({ validationAccuracy }) => validationAccuracy ?? Number.NaN).toArray();
    const accuracy = Math.max(...validated);
    const epoch = end.history.get(validated.indexOf(accuracy))?.epoch;
    expect(O.toNullable(end.best)).toMatchObject({ epoch, accuracy });
    const then = states.find((state) => state.epoch === epoch);
    expect(resultOf(training.recipe, end)).toEqual(then?.network.parameters);
    expect(resultOf({ ...training.recipe, keep: "last" }, end)).toEqual(end.network.parameters);
  },
);

describe("a loss", () => {
  /** So small a step moves no parameter, so that all losses are those of the first parameters. */
  const standing = (order: Recipe["order"]) => {
    const still = { optimiser: "sgd", learningRate: 1e-300, bias: "none", dtype: "f64" } as const;
    const training = trainingOf({ ...still, targets: [0.1, 0.9], order, epochs: 2 });
    const { classifier, data, backend } = training;
    const course = courseOf(training);
    const { parameters } = endOf(course).network;
    expect(course.states[0]?.network.parameters).toEqual(parameters);
    const mean = (count: number): number => measureOn(classifier, limit(data.train, count), backend)(parameters).loss;
    return { records: recordsOf(course), progress: progressOf(course), mean };
  };
  /** Sums of 60 samples and 10 outputs, in another order. */
  const isAbout = (expected: number) => (loss: number) => agrees(loss, expected, 100);

  test("is the mean of the samples so far, each as it was met", () => {
    const { records, progress, mean } = standing("given");
    expect(progress.map(({ done }) => done)).toEqual([56, 56]);
    for (const { loss } of progress) expect(loss).toSatisfy(isAbout(mean(56)));
    for (const { loss } of records) expect(loss).toSatisfy(isAbout(mean(60)));
  });

  test("is of every sample once, and each epoch leaves others for its end", () => {
    const { records, progress, mean } = standing("shuffled");
    for (const { loss } of records) expect(loss).toSatisfy(isAbout(mean(60)));
    expect(new Set(progress.map(({ loss }) => loss)).size).toBe(2);
  });
});

test("no random number is used twice", () => {
  // Chunks of 17 steps each, which take as many random numbers: two to a measurement.
  const { states } = run({ dropout: 0.5, order: "given", batch: "all", epochs: 68, measureEvery: 34 });
  expect(states.map(({ chunk }) => chunk)).toEqual([0, 1, 0, 1, 0]);
  expect(new Set(states.map(({ random }) => random.join())).size).toBe(5);
});

test("the seconds of epochs are those that were spent on them, whenever the run was stopped and for how long", () => {
  /** An hour after the last time, and a second for whoever asks again. */
  const afterAnHour = (hour: number) => {
    const looks = [0, 1].values();
    return () => 1000 * (3600 * hour + (looks.next().value ?? 1));
  };
  const training = trainingOf({ epochs: 2 });
  const stages = Array.from({ length: 4 }, (_, hour) => trainerOf({ ...training, clock: afterAnHour(hour) }));
  const end = stages.reduce((state, { advance }) => {
    const advanced = advance(state);
    if (E.isLeft(advanced)) throw new Error(advanced.left.reason);
    return advanced.right[0];
  }, beginningOf(training));
  expect([end.epoch, end.seconds]).toEqual([2, 4]);
  expect(end.history.map(({ seconds }) => seconds).toArray()).toEqual([2, 2]);
});
