import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import { afterAll, beforeAll, describe, test as example, expect } from "vitest";
import { type Checkpoint, readCheckpoint } from "../../../packages/mnist/src/checkpoint/checkpoint.js";
import { showCheckpointError } from "../../../packages/mnist/src/checkpoint/checkpoint-error.js";
import type { Experiment } from "../../../packages/mnist/src/run/request.js";
import { CHECKPOINT } from "../../../packages/mnist/src/run/saved.js";
import { emptyFolder, temporary, writeDigits } from "../folder.js";
import { begun, begunAndBroken, bitsOf, type Course, experimentOf, finishedIn, resumed } from "./experiments.js";

const { folder, remove } = emptyFolder();
const images = { source: { kind: "files", directory: join(folder, "digits") } } as const;

beforeAll(() => writeDigits(join(folder, "digits"), { train: 1200 }));
afterAll(remove);

/** A run that ends before its last epoch. */
const waiting = experimentOf({
  optimiser: "adamw",
  epochs: 9,
  learningRate: 0.2,
  stopping: { rule: "patience", epochs: 2 },
  keep: "best",
});

/** What a run may be made of, and what may be in its state. */
const experiments: Readonly<Record<string, Experiment>> = {
  "gradient descent in the order of the data": experimentOf({ optimiser: "sgd", order: "given", schedule: "constant" }),
  "Adam with dropout": experimentOf({ hidden: [6, 5], dropout: 0.3 }),
  "Nesterov's momentum, augmented": experimentOf({ optimiser: "nesterov", augment: true }, images),
  "RMSprop on drawn samples, measured every other epoch, in f64": experimentOf({
    optimiser: "rmsprop",
    order: "drawn",
    measureEvery: 2,
    dtype: "f64",
  }),
  "AdamW until nothing gets better, with the best kept": waiting,
  "momentum on images with a penalty, dropout and a schedule": experimentOf(
    { optimiser: "momentum", l2: 0.001, dropout: 0.5, augment: true, schedule: "warm-cosine", testEvery: 1 },
    images,
  ),
  "all samples a step": experimentOf({ batch: "all", epochs: 5 }),
};

/** The same experiment, stopped after so many signs of life each time, until it goes on to its end. */
const interrupted = async (experiment: Experiment, stops: readonly number[]): Promise<Course> => {
  const place = temporary();
  const [first, ...others] = stops;
  let course = await begun(experiment, place, first === undefined ? {} : { stopAfter: first });
  for (const stopAfter of [...others, Number.POSITIVE_INFINITY]) {
    if (E.isRight(course.outcome)) return course;
    expect(course.outcome.left).toMatchObject({ _tag: "Interrupted", folder: place });
    course = await resumed(place, { stopAfter });
  }
  return course;
};

/** Where a run stands that is kept in a folder. */
const stateIn = async (place: string): Promise<Checkpoint["metadata"]["state"]> => {
  const checkpoint = await readCheckpoint(join(place, CHECKPOINT))();
  if (E.isLeft(checkpoint)) throw new Error(showCheckpointError(checkpoint.left));
  return checkpoint.right.metadata.state;
};

describe.each(Object.entries(experiments))("%s", (_, experiment) => {
  let whole: Course = { outcome: E.right([]), told: [] };

  beforeAll(async () => {
    const place = emptyFolder();
    whole = await begun(experiment, place.folder);
    place.remove();
  });

  test.prop([fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 })], { numRuns: 3 })(
    "gives the same bits however often it is interrupted",
    async (stops) => {
      expect(finishedIn(await interrupted(experiment, stops)).map(bitsOf)).toEqual(finishedIn(whole).map(bitsOf));
    },
  );
});

describe("a run that is asked to stop", () => {
  example("stops in the middle of an epoch, saved", async () => {
    const place = temporary();
    const { outcome, told } = await begun(experimentOf(), place, { stopAfter: 4 });
    expect(outcome).toEqual(E.left({ _tag: "Interrupted", folder: place, epoch: 1 }));
    expect(told).toEqual(["begin", "progress", "progress", "epoch", "progress"]);
    expect(await stateIn(place)).toMatchObject({ epoch: 1, chunk: 1, history: [{ epoch: 1 }] });
  });

  example("after its last step is done", async () => {
    const { outcome, told } = await begun(experimentOf(), temporary(), { stopAfter: 9 });
    expect(E.isRight(outcome)).toBe(true);
    expect(told.slice(-2)).toEqual(["epoch", "end"]);
  });

  example("when nothing gets better, does not go on however often it is told to", async () => {
    const place = temporary();
    const first = finishedIn(await begun(waiting, place));
    expect(first.map(({ result }) => result.stopped)).toEqual([
      expect.stringMatching(/^the validation accuracy has not risen since epoch \d$/),
    ]);
    const { outcome, told } = await resumed(place);
    expect(told).toEqual(["begin", "end"]);
    expect(finishedIn({ outcome, told }).map(bitsOf)).toEqual(first.map(bitsOf));
  });
});

describe("checkpoints", () => {
  /** The epochs after which there is a checkpoint, of all that a run has. */
  const savedEpochs = async (checkpointEvery: number): Promise<readonly number[]> => {
    const epochs: number[] = [];
    for (const stopAfter of [3, 6, 9, 12]) {
      const place = temporary();
      // A reporter that stops the run by force, so that nothing is saved on the way out.
      await expect(begunAndBroken(experimentOf({ epochs: 5 }, { checkpointEvery }), place, stopAfter)).rejects.toThrow(
        "power cut",
      );
      epochs.push((await stateIn(place)).epoch);
    }
    return epochs;
  };

  example.each([
    [1, [0, 1, 2, 3]],
    [2, [0, 0, 2, 2]],
    [9, [0, 0, 0, 0]],
  ])("every %s epochs", async (checkpointEvery, epochs) => {
    expect(await savedEpochs(checkpointEvery)).toEqual(epochs);
  });

  example("there is one after the last epoch, however seldom they are", async () => {
    const place = temporary();
    await begun(experimentOf({}, { checkpointEvery: 100 }), place);
    expect(await stateIn(place)).toMatchObject({ epoch: 3, chunk: 0 });
  });

  example("there is one before the first step", async () => {
    const place = temporary();
    await expect(begunAndBroken(experimentOf(), place, 1)).rejects.toThrow("power cut");
    expect(await stateIn(place)).toMatchObject({ epoch: 0, chunk: 0, history: [] });
  });

  example("training that diverges leaves the last one", async () => {
    const place = temporary();
    const { outcome } = await begun(experimentOf({ optimiser: "sgd", learningRate: 1e38 }), place);
    expect(outcome).toMatchObject({ left: { _tag: "Diverged", epoch: 1 } });
    expect(await stateIn(place)).toMatchObject({ epoch: 0, chunk: 0 });
  });
});
