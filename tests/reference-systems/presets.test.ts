import { type Concrete, compile, type Tensor } from "@chainrule/core";
import * as E from "fp-ts/lib/Either.js";
import { zipWith } from "fp-ts/lib/ReadonlyArray.js";
import { beforeAll, describe, expect, test } from "vitest";
import { experimentOf } from "../../packages/mnist/src/cli/experiment.js";
import type { TrainOptions } from "../../packages/mnist/src/cli/train-options.js";
import type { DataSet } from "../../packages/mnist/src/data/data-set.js";
import { loadData } from "../../packages/mnist/src/data/source.js";
import { limit } from "../../packages/mnist/src/data/split.js";
import type { LayerParameters } from "../../packages/mnist/src/recipe/network.js";
import { prepare } from "../../packages/mnist/src/run/prepare.js";
import { backends } from "../../packages/mnist/src/training/backend.js";
import { type Measured, measureOn } from "../../packages/mnist/src/training/measure.js";
import { isDone, type TrainingState } from "../../packages/mnist/src/training/state.js";
import { type Training, train, trainerOf } from "../../packages/mnist/src/training/train.js";
import { allAgree } from "../nn/rounding.js";
import { type Rows, rowsOf, signalsOf, squash, stepped, times, transposed } from "./by-hand.js";
import { expectClose } from "./two-two-two.js";

// What `mnist train --preset …` does, on the backend that it does it on.

const rightOf = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};

/** A run as it is set up by its options, and where it begins. */
interface Begun {
  readonly training: Training;
  readonly first: TrainingState;
}

/** What is given besides the name of a preset. */
type Options = Pick<TrainOptions, "preset"> & Partial<TrainOptions>;

const experimentFor = (options: Options) =>
  rightOf(experimentOf({ json: false, quiet: true, report: false, ...options }, []));

const begin = (options: Options, data: DataSet): Begun => {
  const experiment = experimentFor(options);
  const [variant] = experiment.variants;
  if (variant === undefined) throw new Error("an experiment has at least one run");
  const { training, random } = rightOf(prepare(variant.recipe, data, experiment, backends.wasm({ threads: 1 })));
  return { training, first: trainerOf(training).begin(random)[0] };
};

/** A run on points. */
const beginOnPoints = async (options: Options): Promise<Begun> =>
  begin(options, rightOf(await loadData(experimentFor(options).source)()));

/** Where a run ends. */
const endOf = ({ training, first }: Begun): TrainingState => {
  let state = first;
  for (const [next] of train(training, first)) state = next;
  if (!isDone(training.recipe, state)) throw new Error("the run did not reach its end");
  return state;
};

const measured = ({ training: { classifier, data, backend } }: Begun, { network }: TrainingState): Measured =>
  measureOn(classifier, data.train, backend)(network.parameters);

const outputsOf = ({ training: { classifier, data } }: Begun, { network }: TrainingState): Tensor =>
  compile(classifier.outputs)(network.parameters, data.train.inputs);

/** The weights of each layer as texts write them, `w[to][from]`. */
const writtenOf = ({ network }: TrainingState): readonly Rows[] =>
  network.parameters.map(({ weights }) => transposed(rowsOf(weights)));

const biasesOf = ({ network }: TrainingState): readonly (readonly number[])[] =>
  network.parameters.flatMap((layer: Concrete<LayerParameters>) => ("bias" in layer ? [layer.bias.toArray()] : []));

describe("s2", () => {
  test("begins with the text's forward pass", async () => {
    const run = await beginOnPoints({ preset: "s2" });
    expectClose(outputsOf(run, run.first), [0.75136507, 0.772928465]);
    expectClose([measured(run, run.first).loss], [0.298371109]);
  });

  test("takes the text's first step", async () => {
    const run = await beginOnPoints({ preset: "s2", epochs: 1 });
    const end = endOf(run);
    const [hidden = [], output = []] = writtenOf(end);
    expectClose(output.flat(), [0.35891648, 0.408666186, 0.51130127, 0.561370121]);
    expectClose(hidden.flat(), [0.149780716, 0.199561432, 0.249751144, 0.299502287]);
    expectClose([end.history.last()?.loss ?? 0], [0.298371109]);
    // The text prints 0.291027924.
    expectClose([measured(run, end).loss], [0.291027774]);
  });

  test("after its 10 000 steps the error is 3.51e-5, and no bias has moved", async () => {
    const run = await beginOnPoints({ preset: "s2" });
    const end = endOf(run);
    expect(end.epoch).toBe(10_000);
    expect(measured(run, end).loss.toExponential(2)).toBe("3.51e-5");
    // The text rounds to (0.01591, 0.98407); the same recurrence in plain arithmetic, outside this project, gives:
    expectClose(outputsOf(run, end), [0.01591362, 0.984064274]);
    expect(biasesOf(end)).toEqual([
      [0.35, 0.35],
      [0.6, 0.6],
    ]);
  });
});

describe("s2-xor", () => {
  test.each([1, 2, 3])("solves exclusive-or in 10 000 steps, seed %i", async (from) => {
    const run = await beginOnPoints({ preset: "s2-xor", seed: from });
    const end = endOf(run);
    expect(run.training.classifier.sizes).toEqual([2, 5, 1]);
    expect(outputsOf(run, end).toArray().map(Math.round)).toEqual([0, 1, 1, 0]);
    expect(measured(run, end).accuracy).toBe(1);
  });
});

describe("s3-example", () => {
  test("takes the text's step, but for its slips", async () => {
    const run = await beginOnPoints({ preset: "s3-example" });
    expectClose(outputsOf(run, run.first), [0.7987314002, 0.8374488853]);
    const end = endOf(run);
    expectClose([end.history.last()?.loss ?? 0], [0.3226845322]);
    const [w1 = 0, , , , w5 = 0] = writtenOf(end).flat(2);
    // The text has w₁ after a step of 0.1 along 0.0011362635; its derivative is 0.0011178739, and the rate 0.5.
    expectClose([w5, w1], [0.4590666475, 0.1 - 0.5 * 0.0011178739]);
    expect(biasesOf(end)).toEqual([
      [0.55, 0.55],
      [0.66, 0.66],
    ]);
  });
});

describe("s3", () => {
  test("descends on two moons, all points a step, from biases of 0", async () => {
    const run = await beginOnPoints({ preset: "s3", hidden: [50], epochs: 500, measureEvery: 100 });
    expect(run.training.classifier.sizes).toEqual([2, 50, 2]);
    expect(run.training.data.train.inputs.shape).toEqual([60, 2]);
    expect(biasesOf(run.first).flat()).toEqual(Array.from({ length: 52 }, () => 0));
    const end = endOf(run);
    const losses = [measured(run, run.first).loss, ...end.history.map(({ loss }) => loss)];
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
    expect(new Set(losses).size).toBe(6);
  });

  test("takes a step down the mean of all points: ∂E/∂z = (a − y)/m", async () => {
    const run = await beginOnPoints({ preset: "s3", hidden: [4], epochs: 1, dtype: "f64" });
    const { inputs, labels } = run.training.data.train;
    const [hidden = [], output = []] = writtenOf(run.first);
    const points = zipWith(rowsOf(inputs), labels.toArray(), (x, label) => {
      const h = times(hidden, x).map(Math.tanh);
      const a = squash(times(output, h));
      const signals = zipWith([1 - label, label], a, (y, activation) => (y - activation) / labels.size);
      const back = zipWith(times(transposed(output), signals), h, (error, activation) => error * (1 - activation ** 2));
      return { x, h, signals, back };
    });
    const [nextHidden = [], nextOutput = []] = writtenOf(endOf(run));
    // Sums over 60 points of a few products each.
    const descended = {
      hidden: points.reduce((w, { x, back }) => stepped(w, 0.1, back, x), hidden),
      output: points.reduce((w, { h, signals }) => stepped(w, 0.1, signals, h), output),
    };
    expect(allAgree(nextHidden.flat(), descended.hidden.flat(), 500)).toBe(true);
    expect(allAgree(nextOutput.flat(), descended.output.flat(), 500)).toBe(true);
    const moved = [points.map(({ back }) => back), points.map(({ signals }) => signals)].flatMap((layer) =>
      transposed(layer).map((ofNode) => 0.1 * ofNode.reduce((sum, signal) => sum + signal, 0)),
    );
    expect(allAgree(biasesOf(endOf(run)).flat(), moved, 500)).toBe(true);
  });

  test("tries six hidden layers", () => {
    const hiddens = experimentFor({ preset: "s3" }).variants.map(({ recipe }) => recipe.hidden);
    expect(hiddens).toEqual([[1], [2], [4], [10], [20], [50]]);
  });
});

describe("on the first thousand digits of MNIST", () => {
  const systems = ["s0", "s1", "s4"] as const;
  let data: DataSet;
  beforeAll(async () => {
    const all = rightOf(await loadData({ kind: "files", directory: undefined })());
    data = { ...all, test: all.test && limit(all.test, 1000) };
  });
  const beginOnDigits = (preset: (typeof systems)[number]): Begun => begin({ preset, limit: 1000, epochs: 1 }, data);

  /** `n` values, each with the variance `v`: their mean, and that of their squares, is more than 5 deviations off once in two million seeds. */
  const expectNormal = (weights: Tensor, deviation: number): void => {
    const values = weights.toArray().map((w) => w / deviation);
    const mean = (of: readonly number[]): number => of.reduce((sum, value) => sum + value, 0) / of.length;
    expect(Math.abs(mean(values))).toBeLessThan(5 / Math.sqrt(values.length));
    expect(Math.abs(mean(values.map((value) => value ** 2)) - 1)).toBeLessThan(5 * Math.sqrt(2 / values.length));
  };

  test.each([
    ["s0", 200],
    ["s4", 50],
  ] as const)("%s begins with weights of deviation n^-½, and no biases", (preset, hidden) => {
    const { training, first } = beginOnDigits(preset);
    expect(training.classifier.sizes).toEqual([784, hidden, 10]);
    expect(biasesOf(first)).toEqual([]);
    for (const { weights } of first.network.parameters) expectNormal(weights, weights.shape[0] ** -0.5);
  });

  test("s1 begins with weights all over ±0.1, and biases of 0", () => {
    const { training, first } = beginOnDigits("s1");
    expect(training.classifier.sizes).toEqual([784, 300, 10]);
    expect(biasesOf(first).map((bias) => [bias.length, ...new Set(bias)])).toEqual([
      [300, 0],
      [10, 0],
    ]);
    for (const { weights } of first.network.parameters) {
      const values = weights.toArray().toSorted((a, b) => a - b);
      const [least = 0, most = 0] = [values[0], values.at(-1)];
      // None of 3000 is within a fortieth of an end less often than once in 10³² times. The ends are rounded to f32.
      expect([least >= -Math.fround(0.1), least < -0.095, most > 0.095, most <= Math.fround(0.1)]).toEqual(
        Array(4).fill(true),
      );
    }
  });

  /** Of the first digit: its pixels from black to white, the targets of its outputs, and the rate. */
  const published = {
    s0: { black: 0.01, white: 1, other: 0.01, own: 0.99, rate: 0.1 },
    s1: { black: 0, white: 1, other: 0.1, own: 0.9, rate: 0.3 },
    s4: { black: 0, white: 1, other: 0, own: 1, rate: 0.1 },
  } as const;

  test.each(systems)("%s takes its published step", (preset) => {
    const { black, white, other, own, rate } = published[preset];
    const run = begin({ preset, limit: 1, epochs: 1, dtype: "f64" }, data);
    const { inputs, labels } = run.training.data.train;
    const x = inputs.toArray().map((pixel) => black + ((white - black) * pixel) / 255);
    const t = Array.from({ length: 10 }, (_, digit) => (digit === labels.toArray()[0] ? own : other));

    const [hidden = [], output = []] = writtenOf(run.first);
    const h = squash(times(hidden, x));
    const o = squash(times(output, h));
    const errors = zipWith(t, o, (target, value) => target - value);
    const signals = signalsOf(errors, o);
    const back = signalsOf(times(transposed(output), preset === "s0" ? errors : signals), h);

    const end = endOf(run);
    const [nextHidden = [], nextOutput = []] = writtenOf(end);
    // Sums of 784 terms on the way to h, and of 200 on the way to o.
    expect(allAgree(nextHidden.flat(), stepped(hidden, rate, back, x).flat(), 2000)).toBe(true);
    expect(allAgree(nextOutput.flat(), stepped(output, rate, signals, h).flat(), 2000)).toBe(true);
    const biases = preset === "s1" ? [back, signals].map((layer) => layer.map((signal) => rate * signal)) : [];
    expect(allAgree(biasesOf(end).flat(), biases.flat(), 2000)).toBe(true);
  });

  test.each(systems)("%s descends in an epoch", (preset) => {
    const run = beginOnDigits(preset);
    const [before, after] = [measured(run, run.first), measured(run, endOf(run))];
    expect(after.loss).toBeLessThan(before.loss / 2);
    // Always the same digit would be right for one in nine or so.
    expect(after.accuracy).toBeGreaterThan(1 / 3);
  });
});
