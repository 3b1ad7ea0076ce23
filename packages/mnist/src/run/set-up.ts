import { join } from "node:path";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import type { Checkpoint } from "../checkpoint/checkpoint.js";
import type { CheckpointError } from "../checkpoint/checkpoint-error.js";
import { LAYOUT } from "../checkpoint/metadata.js";
import type { DataSet } from "../data/data-set.js";
import type { SplitError } from "../data/split.js";
import { backends } from "../training/backend.js";
import { trainerOf } from "../training/train.js";
import { prepare } from "./prepare.js";
import type { Experiment, Manner, Variant } from "./request.js";
import type { Run } from "./run.js";
import { CHECKPOINT, stateFromSaved } from "./saved.js";
import { versions } from "./versions.js";

/** A run that is to be done, from its beginning or from a checkpoint. */
export interface Planned {
  readonly variant: Variant;
  readonly folder: string;
  readonly checkpoint: Checkpoint | undefined;
}

/** An experiment whose data are at hand. */
export interface Loaded {
  readonly experiment: Experiment;
  readonly manner: Manner;
  readonly data: DataSet;
  readonly fingerprint: string;
}

/** Sets up a run, and the state from which it goes on. */
export const setUp = (
  { experiment, manner, data, fingerprint }: Loaded,
  { variant: { label, recipe }, folder, checkpoint }: Planned,
): E.Either<SplitError | CheckpointError, Run> =>
  pipe(
    prepare(recipe, data, experiment, backends[manner.backend](manner)),
    E.bindTo("prepared"),
    E.bindW("from", ({ prepared: { training, random } }) => {
      const [first] = trainerOf(training).begin(random);
      return checkpoint === undefined ? E.right(first) : stateFromSaved(checkpoint, first, join(folder, CHECKPOINT));
    }),
    E.map(({ prepared: { training }, from }): Run => {
      const { title, runs, checkpointEvery, command, source, limit = null, validation } = experiment;
      const { name, classes, image = null } = data;
      return {
        training,
        from,
        folder,
        checkpointEvery,
        metadata: {
          version: LAYOUT,
          command,
          experiment: { title, label: label ?? null, runs, checkpointEvery, backend: manner.backend },
          recipe,
          data: { source, name, classes, image, limit, validation, fingerprint },
          versions,
        },
      };
    }),
  );
