import { showNotWritten } from "../checkpoint/atomic.js";
import { showCheckpointError } from "../checkpoint/checkpoint-error.js";
import { showDataError } from "../data/load-error.js";
import { showSplitError } from "../data/split.js";
import type { RunError } from "../run/error.js";
import { exitCodes } from "./exit-codes.js";

/** What to print, and what to exit with. */
export interface Explained {
  readonly message: string;
  readonly exitCode: number;
}

/** What to tell of an experiment that ended without a result. */
export const explainRunError = (error: RunError, program: readonly string[]): Explained => {
  switch (error._tag) {
    case "Diverged":
      return {
        message: `training diverged in epoch ${error.epoch}: ${error.reason}\na smaller --learning-rate usually helps`,
        exitCode: exitCodes.diverged,
      };
    case "SplitOutOfRange":
      return { message: `${showSplitError(error)}; change --validation or --limit`, exitCode: exitCodes.usage };
    case "NotWritten":
      return { message: showNotWritten(error), exitCode: exitCodes.output };
    case "Interrupted":
      return {
        message: `interrupted in epoch ${error.epoch + 1}; go on with: ${[...program, "train", "--resume", error.folder].join(" ")}`,
        exitCode: exitCodes.interrupted,
      };
    case "FolderTaken":
      return {
        message: `${error.folder} holds a run or a report already: go on with it by --resume, or choose another --out`,
        exitCode: exitCodes.usage,
      };
    case "NothingToResume":
      return { message: `${error.folder}: there is no checkpoint in this folder`, exitCode: exitCodes.data };
    case "RunsOfSeveral":
      return {
        message: `${error.folder} holds runs of several experiments: name one of ${error.runs.join(", ")}`,
        exitCode: exitCodes.usage,
      };
    case "RunsMissing":
      return {
        message: `${error.folder} has checkpoints of ${error.found} of its ${error.expected} runs: begin again with another --out, or go on with one of them`,
        exitCode: exitCodes.data,
      };
    case "OtherData":
      return {
        message: `${error.source}: these are not the data with which the run began: expected the fingerprint ${error.expected}, found ${error.found}`,
        exitCode: exitCodes.data,
      };
    case "CheckpointUnreadable":
    case "CheckpointMalformed":
    case "CheckpointForeign":
    case "CheckpointDamaged":
    case "CheckpointVersion":
    case "CheckpointField":
    case "CheckpointTensor":
      return { message: showCheckpointError(error), exitCode: exitCodes.data };
    default:
      return { message: showDataError(error), exitCode: exitCodes.data };
  }
};
