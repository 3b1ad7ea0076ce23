import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { TrainRequest } from "../../../packages/mnist/src/cli/train-command.js";
import { asked, refused } from "./asked.js";

/** What `train` is asked to do. */
const training = async (...args: readonly string[]): Promise<TrainRequest> => {
  const [name, request] = (await asked("train", ...args)) ?? [];
  if (name !== "train") throw new Error(`${name} was asked for`);
  return request;
};

describe("train", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date("2026-01-02T03:04:05.678Z") });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  test("begins an experiment in a folder with the preset's name and the time, quickly, with a report", async () => {
    const { experiment: _, ...request } = { experiment: undefined, ...(await training()) };
    expect(request).toEqual({
      kind: "begin",
      manner: { backend: "wasm", threads: 1, report: true },
      folder: "runs/default-2026-01-02-030405",
      quiet: false,
      json: false,
    });
  });

  test("the folder has the preset's own name, where an alias is given", async () => {
    expect(await training("--preset", "textbook")).toMatchObject({ folder: "runs/s4-2026-01-02-030405" });
  });

  test("begins as it is told", async () => {
    const flags = "--out here --backend interpreter --threads 2 --no-report --quiet --json";
    expect(await training(...flags.split(" "))).toMatchObject({
      manner: { backend: "interpreter", threads: 2, report: false },
      folder: "here",
      quiet: true,
      json: true,
    });
  });

  test("goes on with the run of a checkpoint, on data that have moved", async () => {
    expect(await training("--resume", "here/checkpoint.safetensors", "--data", "there")).toMatchObject({
      manner: { directory: "there" },
      folder: "here",
    });
  });

  test("goes on with a run", async () => {
    expect(await training("--resume", "here")).toEqual({
      kind: "resume",
      manner: { threads: 1, report: true, directory: undefined },
      folder: "here",
      quiet: false,
      json: false,
    });
    const flags = "--threads 2 --no-report --quiet --json";
    expect(await training("--resume", "here", ...flags.split(" "))).toEqual({
      kind: "resume",
      manner: { threads: 2, report: false, directory: undefined },
      folder: "here",
      quiet: true,
      json: true,
    });
  });
});

describe("refuses", () => {
  test.each([
    [["--batch", "0"], "option '--batch <size>' argument '0' is invalid. Expected a whole number, 1 or more."],
    [["--epochs", "1.5"], "argument '1.5' is invalid. Expected a whole number, 1 or more."],
    [["--hidden", "3,x"], "argument '3,x' is invalid. Expected sizes such as 300 or 800,800, or \"none\"."],
    [["--learning-rate", "-1"], "argument '-1' is invalid. Expected a number above 0."],
    [["--validation", "1"], "argument '1' is invalid. Expected a number from 0 up to, but not, 1."],
    [["--targets", "1,0"], "Expected two numbers, the smaller one first, such as 0.1,0.9."],
    [["--seeds", "3-1"], "Expected whole numbers, such as 1,2,3 or 1-5."],
    [["--threads", "1000"], "argument '1000' is invalid. Expected a whole number, 1 to "],
    [["--activation", "swish"], "argument 'swish' is invalid. Allowed choices are relu,"],
    [["--preset", "s9"], "argument 's9' is invalid. Allowed choices are default,"],
  ])("%s", async (args, message) => {
    expect(await refused("train", ...args)).toContain(message);
  });

  // Even the value that the run has: the run goes on as it began.
  test.each([
    ["--preset", "default"],
    ["--epochs", "10"],
    ["--learning-rate", "0.1"],
    ["--data-seed", "1"],
    ["--out", "there"],
    ["--checkpoint-every", "1"],
    ["--backend", "wasm"],
    ["--stop-when-test-error-rises"],
  ])("%s %s with --resume", async (...args) => {
    expect(await refused("train", "--resume", "here", ...args)).toContain(
      `error: ${args[0]} does not go with --resume: the run goes on as it began`,
    );
  });
});
