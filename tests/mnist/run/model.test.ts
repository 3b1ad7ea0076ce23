import { cpSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as E from "fp-ts/lib/Either.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parametersHash } from "../../../packages/mnist/src/checkpoint/tree.js";
import { findCheckpoint, type Model, readModel } from "../../../packages/mnist/src/run/model.js";
import { CHECKPOINT } from "../../../packages/mnist/src/run/saved.js";
import { resultOf } from "../../../packages/mnist/src/training/state.js";
import { emptyFolder, temporary } from "../folder.js";
import { begun, experimentOf, finishedIn } from "./experiments.js";

const { folder, remove } = emptyFolder();
const run = join(folder, "run");

beforeAll(async () => {
  await begun(experimentOf(), run, { stopAfter: 1 });
});
afterAll(remove);

/** A run in a folder, saved at a time. */
const place = (at: string, seconds: number): void => {
  cpSync(run, at, { recursive: true });
  utimesSync(join(at, CHECKPOINT), seconds, seconds);
};

describe("the checkpoint that a path means", () => {
  test("is the file itself, whether it is there or not", async () => {
    expect(await findCheckpoint("no/such.safetensors")()).toEqual(E.right("no/such.safetensors"));
  });

  test("is that of a run", async () => {
    expect(await findCheckpoint(run)()).toEqual(E.right(join(run, CHECKPOINT)));
  });

  test("is that of the one run below a folder, and of several none", async () => {
    const group = temporary();
    place(join(group, "seed-2"), 1);
    expect(await findCheckpoint(group)()).toEqual(E.right(join(group, "seed-2", CHECKPOINT)));
    place(join(group, "seed-10"), 2);
    const several = ["seed-2", "seed-10"].map((name) => join(group, name));
    expect(await findCheckpoint(group)()).toEqual(E.left({ _tag: "NoSuchRun", folder: group, several }));
  });

  test("is none where there is no run", async () => {
    const absent = temporary();
    expect(await findCheckpoint(absent)()).toEqual(E.left({ _tag: "NoSuchRun", folder: absent, several: [] }));
  });
});

describe("without a path", () => {
  const own = process.cwd();

  beforeEach(() => {
    const home = temporary();
    mkdirSync(home);
    process.chdir(home);
  });

  afterEach(() => process.chdir(own));

  test("it is that which was saved last of all runs, those in groups too", async () => {
    expect(await findCheckpoint(undefined)()).toEqual(E.left({ _tag: "NoSuchRun", folder: "runs", several: [] }));
    place("runs/b", 200);
    place("runs/a", 100);
    expect(await findCheckpoint(undefined)()).toEqual(E.right(join("runs", "b", CHECKPOINT)));
    place("runs/group/seed-1", 300);
    writeFileSync("runs/file", "");
    expect(await findCheckpoint(undefined)()).toEqual(E.right(join("runs", "group", "seed-1", CHECKPOINT)));
  });
});

describe("the network of a checkpoint", () => {
  const modelOf = async (at: string): Promise<Model> => {
    const model = await readModel(join(at, CHECKPOINT))();
    if (E.isLeft(model)) throw new Error(JSON.stringify(model.left));
    return model.right;
  };

  test.each(["last", "best"] as const)("has the %s parameters, where these are the result", async (keep) => {
    const at = temporary();
    // So large a rate that the last epoch is not the best.
    const changes = { optimiser: "adamw", learningRate: 0.3, epochs: 6, dropout: 0.5, keep } as const;
    const [finished] = finishedIn(await begun(experimentOf(changes), at));
    if (finished === undefined) throw new Error("there is no run");
    const { state, run: own } = finished;
    const [last, best] = (["last", "best"] as const).map((which) =>
      parametersHash(resultOf({ ...own.training.recipe, keep: which }, state)),
    );
    expect(last).not.toBe(best);
    const { parameters, classifier, metadata } = await modelOf(at);
    expect(parametersHash(parameters)).toBe(keep === "last" ? last : best);
    expect(classifier.sizes).toEqual([2, 6, 2]);
    expect(metadata.state.epoch).toBe(6);
  });

  test("of a run that was stopped is that which it had", async () => {
    expect((await modelOf(run)).metadata.state).toMatchObject({ epoch: 0, chunk: 1 });
  });

  test("is none where there is no checkpoint", async () => {
    const file = join(temporary(), CHECKPOINT);
    expect(await readModel(file)()).toMatchObject({ left: { _tag: "CheckpointUnreadable", source: file } });
  });
});
