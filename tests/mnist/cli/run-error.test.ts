import { describe, expect, test } from "vitest";
import { explainRunError } from "../../../packages/mnist/src/cli/run-error.js";
import type { RunError } from "../../../packages/mnist/src/run/error.js";

const source = "runs/x/checkpoint.safetensors";

/** One error of each kind, and what is told of it. */
const explained: readonly (readonly [RunError, exitCode: number, message: string])[] = [
  [
    { _tag: "Diverged", epoch: 2, reason: "exp gave Infinity" },
    4,
    "training diverged in epoch 2: exp gave Infinity\na smaller --learning-rate usually helps",
  ],
  [
    { _tag: "SplitOutOfRange", asked: { fraction: 0.1 }, available: 3 },
    2,
    "validation: cannot set aside the fraction 0.1 of 3 samples: expected 1 to 2; change --validation or --limit",
  ],
  [{ _tag: "NotWritten", file: "x", reason: "ENOSPC" }, 5, "x could not be written: ENOSPC"],
  [
    { _tag: "Interrupted", folder: "runs/x", epoch: 4 },
    130,
    "interrupted in epoch 5; go on with: npx mnist train --resume runs/x",
  ],
  [
    { _tag: "FolderTaken", folder: "runs/x" },
    2,
    "runs/x holds a run or a report already: go on with it by --resume, or choose another --out",
  ],
  [{ _tag: "NothingToResume", folder: "runs/x" }, 3, "runs/x: there is no checkpoint in this folder"],
  [
    { _tag: "RunsOfSeveral", folder: "runs", runs: ["runs/x", "runs/y"] },
    2,
    "runs holds runs of several experiments: name one of runs/x, runs/y",
  ],
  [
    { _tag: "RunsMissing", folder: "runs/x", expected: 3, found: 2 },
    3,
    "runs/x has checkpoints of 2 of its 3 runs: begin again with another --out, or go on with one of them",
  ],
  [
    { _tag: "OtherData", source: "MNIST", expected: "12", found: "34" },
    3,
    "MNIST: these are not the data with which the run began: expected the fingerprint 12, found 34",
  ],
  [
    { _tag: "CheckpointForeign", source, field: "__metadata__.chainrule" },
    3,
    `${source}: not a checkpoint of Chainrule: __metadata__.chainrule is missing`,
  ],
  [
    { _tag: "CheckpointField", source, field: "chainrule.recipe", reason: "unknown field" },
    3,
    `${source}: chainrule.recipe: unknown field`,
  ],
  [{ _tag: "DirectoryUnreadable", path: "x", reason: "ENOENT" }, 3, "x: the data folder cannot be read (ENOENT)"],
];

describe("what is told of an experiment that ended without a result", () => {
  test.each(explained)("%o", (error, exitCode, message) => {
    const told = explainRunError(error, ["npx", "mnist"]);
    expect(told.exitCode).toBe(exitCode);
    expect(told.message.startsWith(message), told.message).toBe(true);
  });
});
