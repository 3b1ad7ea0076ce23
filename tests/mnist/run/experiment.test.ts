import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as E from "fp-ts/lib/Either.js";
import { describe, expect, test } from "vitest";
import type { RunError } from "../../../packages/mnist/src/run/error.js";
import { CHECKPOINT } from "../../../packages/mnist/src/run/saved.js";
import { temporary, writeDigits } from "../folder.js";
import {
  begun,
  bitsOf,
  bytesOf,
  type Course,
  experimentOf,
  finishedIn,
  recipe,
  repeated,
  resumed,
} from "./experiments.js";

const errorOf = ({ outcome }: Course): RunError => {
  if (E.isRight(outcome)) throw new Error("there is no error");
  return outcome.left;
};

describe("a run", () => {
  test("is kept in its folder, and comes to a result", async () => {
    const folder = temporary();
    const course = await begun(experimentOf(), folder);
    const [finished, ...more] = finishedIn(course);
    expect(more).toEqual([]);
    expect(course.told).toEqual([
      "begin",
      ...Array.from({ length: 3 }, () => ["progress", "progress", "epoch"]).flat(),
      "end",
    ]);
    expect(readdirSync(folder)).toEqual([CHECKPOINT]);
    expect(finished?.result).toMatchObject({ epochs: 3, stopped: undefined });
    expect(finished?.result.testAccuracy).toBeGreaterThan(0.7);
  });

  test("that is finished goes on to the same result, with nothing left to do", async () => {
    const folder = temporary();
    const first = finishedIn(await begun(experimentOf(), folder));
    const again = await resumed(folder);
    expect(again.told).toEqual(["begin", "end"]);
    expect(finishedIn(again).map(bitsOf)).toEqual(first.map(bitsOf));
  });

  test("goes on from its checkpoint although a killed process left an unfinished one, which is removed", async () => {
    const folder = temporary();
    await begun(experimentOf(), folder, { stopAfter: 2 });
    writeFileSync(join(folder, `${CHECKPOINT}.123456`), bytesOf(folder).subarray(0, 100));
    finishedIn(await resumed(folder));
    expect(readdirSync(folder)).toEqual([CHECKPOINT]);
  });

  test("begins although a process that was killed before the first checkpoint left an unfinished one", async () => {
    const folder = temporary();
    mkdirSync(folder);
    writeFileSync(join(folder, `${CHECKPOINT}.123456`), "{");
    finishedIn(await begun(experimentOf(), folder));
    expect(readdirSync(folder)).toEqual([CHECKPOINT]);
  });

  test("that cannot be kept is not begun", async () => {
    const folder = temporary();
    writeFileSync(folder, "a file");
    const course = await begun(experimentOf(), folder);
    expect(errorOf(course)).toMatchObject({ _tag: "NotWritten", file: join(folder, CHECKPOINT) });
    expect(course.told).toEqual([]);
  });

  test("without samples to validate is not begun", async () => {
    const folder = temporary();
    const course = await begun(experimentOf({}, { limit: 3 }), folder);
    expect(errorOf(course)).toEqual({ _tag: "SplitOutOfRange", asked: { fraction: 0.1 }, available: 3 });
    expect(existsSync(folder)).toBe(false);
  });

  test("without data is not begun", async () => {
    const folder = temporary();
    const course = await begun(experimentOf({}, { source: { kind: "files", directory: folder } }), folder);
    expect(errorOf(course)).toMatchObject({ _tag: "DirectoryUnreadable", path: folder });
    expect(existsSync(folder)).toBe(false);
  });
});

describe("several runs", () => {
  test("go on together from the folder above theirs", async () => {
    const whole = await begun(repeated(1, 2, 10), temporary());
    expect(whole.told.filter((name) => name === "summary" || name === "end")).toEqual(["end", "end", "end", "summary"]);

    const folder = temporary();
    // Nine signs of life are the first run.
    const interrupted = await begun(repeated(1, 2, 10), folder, { stopAfter: 11 });
    expect(errorOf(interrupted)).toEqual({ _tag: "Interrupted", folder, epoch: 0 });
    expect(readdirSync(folder).toSorted()).toEqual(["seed-1", "seed-10", "seed-2"]);

    const rest = await resumed(folder);
    expect(finishedIn(rest).map(bitsOf)).toEqual(finishedIn(whole).map(bitsOf));
    expect(finishedIn(rest).map(({ variant }) => variant.label)).toEqual(["seed 1", "seed 2", "seed 10"]);
    const { length } = whole.told;
    // The first run and two signs of life of the second are not told of again.
    expect(rest.told).toHaveLength(length - 11);
    expect(rest.told.slice(0, 3)).toEqual(["begin", "end", "begin"]);
  });

  test("one of them goes on by its own folder", async () => {
    const folder = temporary();
    await begun(repeated(1, 2), folder, { stopAfter: 2 });
    const second = join(folder, "seed-2");
    const [before, course] = [bytesOf(join(folder, "seed-1")), await resumed(second)];
    expect(finishedIn(course).map(({ variant }) => variant.label)).toEqual(["seed 2"]);
    expect(course.told).not.toContain("summary");
    expect(bytesOf(join(folder, "seed-1"))).toEqual(before);
  });

  test("of several experiments do not go on together, and stay as they are", async () => {
    const folder = temporary();
    const runs = ["a", "b"].map((name) => join(folder, name));
    for (const run of runs) await begun(experimentOf(), run, { stopAfter: 1 });
    const before = runs.map(bytesOf);
    expect(errorOf(await resumed(folder))).toEqual({ _tag: "RunsOfSeveral", folder, runs });
    expect(runs.map(bytesOf)).toEqual(before);
  });

  test("of a group do not go on without those that are gone, but each goes on by itself", async () => {
    const folder = temporary();
    await begun(repeated(1, 2, 3), folder, { stopAfter: 1 });
    rmSync(join(folder, "seed-2"), { recursive: true });
    expect(errorOf(await resumed(folder))).toEqual({ _tag: "RunsMissing", folder, expected: 3, found: 2 });
    expect(finishedIn(await resumed(join(folder, "seed-3")))).toHaveLength(1);
  });

  test("of several groups do not go on together either", async () => {
    const folder = temporary();
    await begun(repeated(1, 2), folder, { stopAfter: 1 });
    const other = temporary();
    await begun({ ...repeated(3, 4), command: ["train", "--seeds", "3,4"] }, other, { stopAfter: 1 });
    cpSync(join(other, "seed-3"), join(folder, "seed-3"), { recursive: true });
    expect(errorOf(await resumed(folder))).toMatchObject({ _tag: "RunsOfSeveral" });
  });

  test("each has a report, and all have one together", async () => {
    const folder = temporary();
    const variants = [1, 2].map((size) => ({ label: `hidden ${size}`, recipe: { ...recipe, hidden: [size] } }));
    const course = await begun(experimentOf({}, { variants }), folder, { report: true });
    expect(course.told.filter((name) => name === "notice")).toHaveLength(3);
    const reports = ["hidden-1", "hidden-2", "."].map((run) => join(folder, run, "report.html"));
    const [first, , both] = reports.map((report) => readFileSync(report, "utf8"));
    expect(first).toContain("a test, hidden 1");
    expect(both).toContain("hidden-2/report.html");
    // What all have in common, and not what tells them apart.
    expect(both).toContain("data, SHA-256");
    expect(both).not.toContain("parameters, SHA-256");
  });
});

describe("nothing is overwritten:", () => {
  test.each([
    ["a run in the folder", experimentOf(), "."],
    ["runs right below it", repeated(1, 2), "seed-1"],
  ])("%s", async (_, experiment, run) => {
    const folder = temporary();
    await begun(experiment, folder, { stopAfter: 1 });
    const before = bytesOf(join(folder, run));
    for (const other of [experimentOf(), repeated(1, 5)]) {
      const course = await begun(other, folder);
      expect(errorOf(course)).toEqual({ _tag: "FolderTaken", folder });
      expect(course.told).toEqual([]);
    }
    expect(bytesOf(join(folder, run))).toEqual(before);
  });

  test("a damaged checkpoint is refused, and stays as it is", async () => {
    const folder = temporary();
    await begun(experimentOf(), folder, { stopAfter: 1 });
    const whole = bytesOf(folder);
    const flipped = Uint8Array.from(whole, (byte, place) => (place === whole.length - 5 ? byte ^ 1 : byte));
    for (const [bytes, tag] of [
      [flipped, "CheckpointDamaged"],
      [whole.subarray(0, whole.length - 1), "CheckpointMalformed"],
      [new Uint8Array(), "CheckpointMalformed"],
    ] as const) {
      writeFileSync(join(folder, CHECKPOINT), bytes);
      const course = await resumed(folder);
      expect(errorOf(course)).toMatchObject({ _tag: tag, source: join(folder, CHECKPOINT) });
      expect(course.told).toEqual([]);
      expect(bytesOf(folder)).toEqual(Buffer.from(bytes));
    }
  });

  test("of several runs with one damaged checkpoint none goes on", async () => {
    const folder = temporary();
    await begun(repeated(1, 2), folder, { stopAfter: 1 });
    writeFileSync(join(folder, "seed-2", CHECKPOINT), "damaged");
    const before = bytesOf(join(folder, "seed-1"));
    expect(errorOf(await resumed(folder))).toMatchObject({ _tag: "CheckpointMalformed" });
    expect(bytesOf(join(folder, "seed-1"))).toEqual(before);
  });

  test("other data than those of the run are refused", async () => {
    const [folder, directory] = [temporary(), temporary()];
    writeDigits(directory);
    const experiment = experimentOf({}, { source: { kind: "files", directory } });
    await begun(experiment, folder, { stopAfter: 1 });
    const before = bytesOf(folder);
    const images = join(directory, "t10k-images-idx3-ubyte");
    writeFileSync(images, Uint8Array.from(readFileSync(images)).with(-1, 7));
    expect(errorOf(await resumed(folder))).toMatchObject({
      _tag: "OtherData",
      source: "here",
      expected: expect.stringMatching(/^[0-9a-f]{64}$/),
      found: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(bytesOf(folder)).toEqual(before);
    writeDigits(directory);
    finishedIn(await resumed(folder));
  });
});

test("there is nothing to resume in a folder without a checkpoint, or where there is none", async () => {
  const folder = temporary();
  expect(errorOf(await resumed(folder))).toEqual({ _tag: "NothingToResume", folder });
  expect(existsSync(folder)).toBe(false);
  mkdirSync(folder);
  writeFileSync(join(folder, "file"), "");
  expect(errorOf(await resumed(folder))).toEqual({ _tag: "NothingToResume", folder });
});
