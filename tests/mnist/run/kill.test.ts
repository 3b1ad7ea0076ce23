import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CHECKPOINT } from "../../../packages/mnist/src/run/saved.js";
import { draws } from "../../../verification/resume/draws.js";
import { type Kill, type Reference, referenceOf, type Setting, trialOf } from "../../../verification/resume/trial.js";
import { emptyFolder, writeDigits } from "../folder.js";
import { hashIn } from "./experiments.js";

const { folder, remove } = emptyFolder();
const data = join(folder, "digits");

beforeAll(() => writeDigits(data, { train: 3000 }));
afterAll(remove);

const setting: Setting = {
  program: fileURLToPath(new URL("../../../packages/mnist/dist/main.js", import.meta.url)),
  options: ["--data", data, "--hidden", "8", "--dropout", "0.2", "--batch", "20", "--epochs", "40"],
  hashOf: hashIn,
  // Most of the time of so small a run is the start of the program, which is not what is to be tested here.
  since: "first output",
  again: 0.8,
};

/** Runs that are killed again and again, until there were so many kills: all kills. */
const killing = async (reference: Reference, name: string, least: number, seed: number): Promise<readonly Kill[]> => {
  const numbers = draws(seed);
  const kills: Kill[] = [];
  for (let index = 0; kills.length < least; index++) {
    const run = join(folder, name, String(index));
    const trial = await trialOf(setting, reference, run, () => numbers.next().value);
    expect(trial).toEqual({ kills: expect.anything(), sha256: reference.sha256 });
    expect(readdirSync(run)).toEqual([CHECKPOINT]);
    kills.push(...trial.kills);
  }
  return kills;
};

test("a process that is killed at any moment, twenty times, takes nothing from what a run comes to", async () => {
  const reference = await referenceOf(setting, join(folder, "reference"));
  for (const name of ["a", "b"]) mkdirSync(join(folder, name));
  const kills = await Promise.all([killing(reference, "a", 10, 1), killing(reference, "b", 10, 2)]);
  expect(kills.flat().length).toBeGreaterThanOrEqual(20);
}, 240_000);
