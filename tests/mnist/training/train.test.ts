import { interpreter, leavesOf, seed, Tensor } from "@chainrule/core";
import {
  accuracyOn,
  activations,
  classifierFor,
  type EpochEvent,
  losses,
  optimisers,
  type ProgressEvent,
  type Recipe,
  train,
} from "@chainrule/mnist";
import * as E from "fp-ts/lib/Either.js";
import { describe, expect, test } from "vitest";
import { digits, recipe, valuesOf } from "./digits.js";

const split = { train: digits(60), validation: digits(20) };

/** Every event of a run, and how it ended. */
const run = (changes: Partial<Recipe> = {}) => {
  const changed = { ...recipe, ...changes };
  const classifier = classifierFor(changed, 10);
  const random = seed(changed.seed);
  const steps = train({ recipe: changed, classifier, split, random, backend: interpreter });
  const events: (ProgressEvent | EpochEvent)[] = [];
  for (let next = steps.next(); ; next = steps.next()) {
    if (next.done === true) return { events, outcome: next.value, classifier };
    events.push(next.value);
  }
};

const parametersOf = (outcome: ReturnType<typeof run>["outcome"]): readonly number[] =>
  E.isLeft(outcome)
    ? []
    : valuesOf(leavesOf(outcome.right).flatMap(({ leaf }) => (leaf instanceof Tensor ? [leaf] : [])));

const epochsOf = (events: ReturnType<typeof run>["events"]): readonly EpochEvent[] =>
  events.filter((event): event is EpochEvent => event._tag === "Epoch");

describe("train", () => {
  test("learns, and tells of every epoch and every sample", () => {
    const { events, outcome, classifier } = run({ epochs: 8 });
    const epochs = epochsOf(events);
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(epochs.at(-1)?.loss).toBeLessThan((epochs[0]?.loss ?? 0) / 4);
    expect(epochs.at(-1)).toMatchObject({ trainAccuracy: 1, validationAccuracy: 1 });
    const last = events.filter((event): event is ProgressEvent => event._tag === "Progress").at(-1);
    expect(last).toMatchObject({ epoch: 8, done: 60, total: 60 });
    expect(E.isRight(outcome) && accuracyOn(classifier, split.train, interpreter)(outcome.right)).toBe(1);
  });

  test("the same seed gives the same bits, another seed others", () => {
    const [first, again, other] = [run(), run(), run({ seed: 2 })];
    expect(parametersOf(again.outcome)).toEqual(parametersOf(first.outcome));
    expect(again.events).toEqual(first.events);
    expect(parametersOf(other.outcome)).not.toEqual(parametersOf(first.outcome));
  });

  test.each(Object.keys(losses) as (keyof typeof losses)[])("descends the %s", (loss) => {
    const epochs = epochsOf(run({ loss, epochs: 6 }).events);
    expect(epochs.at(-1)?.loss).toBeLessThan(epochs[0]?.loss ?? 0);
  });

  test.each(Object.keys(optimisers) as (keyof typeof optimisers)[])("descends with %s", (optimiser) => {
    const { learningRate } = optimisers[optimiser];
    const epochs = epochsOf(run({ optimiser, learningRate, epochs: 6 }).events);
    expect(epochs.at(-1)?.loss).toBeLessThan(epochs[0]?.loss ?? 0);
  });

  test.each(Object.keys(activations) as (keyof typeof activations)[])("descends through %s", (activation) => {
    const epochs = epochsOf(run({ activation, epochs: 6 }).events);
    expect(epochs.at(-1)?.loss).toBeLessThan(epochs[0]?.loss ?? 0);
  });

  test("without hidden layers it is softmax regression", () => {
    expect(parametersOf(run({ hidden: [] }).outcome)).toHaveLength(10 * 10 + 10);
  });

  test("stops where the numbers end, naming the operation", () => {
    const { outcome } = run({ optimiser: "sgd", learningRate: 1e38, activation: "relu" });
    expect(outcome).toMatchObject({ left: { _tag: "Diverged", epoch: 1 } });
    expect(E.isLeft(outcome) && outcome.left.reason).toMatch(
      /^matmul, f32\[7, \d+\], gave -?(Infinity|NaN) at \[\d, \d\] \(step \d of 8\)$/,
    );
  });
});
