import type { NotWritten } from "../checkpoint/atomic.js";
import type { CheckpointError } from "../checkpoint/checkpoint-error.js";
import type { DataError } from "../data/load-error.js";
import type { SplitError } from "../data/split.js";
import type { Diverged } from "../training/train.js";

/** The run was asked to stop; what it had done is in its checkpoint. */
export interface Interrupted {
  readonly _tag: "Interrupted";
  /** The folder of the experiment. */
  readonly folder: string;
  readonly epoch: number;
}

/** The folder holds a run already, which nothing may overwrite. */
export interface FolderTaken {
  readonly _tag: "FolderTaken";
  readonly folder: string;
}

/** There is no checkpoint in the folder. */
export interface NothingToResume {
  readonly _tag: "NothingToResume";
  readonly folder: string;
}

/** The folder holds runs that have nothing to do with each other: only those of one experiment go on together. */
export interface RunsOfSeveral {
  readonly _tag: "RunsOfSeveral";
  readonly folder: string;
  readonly runs: readonly string[];
}

/** An experiment that was stopped before all of its runs had a checkpoint, or of which some were removed. */
export interface RunsMissing {
  readonly _tag: "RunsMissing";
  readonly folder: string;
  readonly expected: number;
  readonly found: number;
}

/** The data are not those with which the run began. */
export interface OtherData {
  readonly _tag: "OtherData";
  readonly source: string;
  readonly expected: string;
  readonly found: string;
}

/** Why an experiment ended without a result. */
export type RunError =
  | DataError
  | SplitError
  | Diverged
  | NotWritten
  | CheckpointError
  | Interrupted
  | FolderTaken
  | NothingToResume
  | RunsOfSeveral
  | RunsMissing
  | OtherData;
