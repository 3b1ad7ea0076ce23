import { join } from "node:path";
import { pipe } from "fp-ts/lib/function.js";
import * as T from "fp-ts/lib/Task.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import { type Checkpoint, readCheckpoint } from "../checkpoint/checkpoint.js";
import type { DataError } from "../data/load-error.js";
import { fingerprintOf, loadData } from "../data/source.js";
import type { RunError } from "./error.js";
import type { Finished } from "./finished.js";
import { folderOf, isTaken, removeUnfinished, runFoldersIn } from "./folder.js";
import { planOf } from "./plan.js";
import { writeRunReport, writeSummary } from "./report.js";
import type { Reporter } from "./reporter.js";
import type { Experiment, Manner, ResumeManner } from "./request.js";
import { resultOfRun, runToEnd, saveFirst } from "./run.js";
import { CHECKPOINT } from "./saved.js";
import { type Loaded, type Planned, setUp } from "./set-up.js";
import { summaryOf } from "./summary.js";

/** What runs are told while they go on: whom they tell of it, and when to stop. */
export interface Surroundings {
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

const load = (experiment: Experiment, manner: Manner): TE.TaskEither<DataError, Loaded> =>
  pipe(
    loadData(experiment.source),
    TE.map((data) => ({ experiment, manner, data, fingerprint: fingerprintOf(data) })),
  );

/** Takes one run to its end. */
const perform = (
  loaded: Loaded,
  planned: Planned,
  { reporter, signal }: Surroundings,
): TE.TaskEither<RunError, Finished> =>
  pipe(
    TE.fromEither(setUp(loaded, planned)),
    TE.bindTo("run"),
    TE.tapIO(
      ({ run }) =>
        () =>
          reporter.begin(planOf(run, loaded.data, planned.variant)),
    ),
    TE.bindW("state", ({ run }) => runToEnd(run, reporter, signal)),
    TE.map(({ run, state }) => ({
      variant: planned.variant,
      run,
      state,
      result: resultOfRun(run.training, state),
    })),
    TE.tapIO(
      ({ result }) =>
        () =>
          reporter.end(result),
    ),
    TE.tap((finished) => (loaded.manner.report ? writeRunReport(finished, loaded, reporter) : TE.right(undefined))),
  );

/** Tells what several runs came to, and writes a report of them. */
const summarise = (
  loaded: Loaded,
  finished: readonly Finished[],
  folder: string,
  { reporter }: Surroundings,
): TE.TaskEither<RunError, unknown> => {
  reporter.summary(summaryOf(finished));
  return loaded.manner.report ? writeSummary(finished, loaded, folder, reporter) : TE.right(undefined);
};

const performAll = (
  loaded: Loaded,
  planned: readonly Planned[],
  folder: string,
  surroundings: Surroundings,
): TE.TaskEither<RunError, readonly Finished[]> =>
  pipe(
    TE.fromTask<unknown, RunError>(T.traverseArray(removeUnfinished)([folder, ...planned.map((one) => one.folder)])),
    TE.flatMap(() => TE.traverseSeqArray((one: Planned) => perform(loaded, one, surroundings))(planned)),
    // Whichever was interrupted: all of them go on from the folder above theirs.
    TE.mapLeft((error): RunError => (error._tag === "Interrupted" ? { ...error, folder } : error)),
    TE.tap((finished) =>
      finished.length > 1 ? summarise(loaded, finished, folder, surroundings) : TE.right(undefined),
    ),
  );

/** Saves the state before the first step of each run, so that all of them can be gone on with at any time. */
const saveAll = (loaded: Loaded, planned: readonly Planned[]): TE.TaskEither<RunError, unknown> =>
  TE.traverseSeqArray((one: Planned) =>
    pipe(
      TE.fromEither(setUp(loaded, one)),
      TE.flatMap((run): TE.TaskEither<RunError, void> => saveFirst(run)),
    ),
  )(planned);

/** Begins an experiment in a folder that holds no run yet, and takes all of its runs to their ends. */
export const begin = (
  experiment: Experiment,
  manner: Manner,
  folder: string,
  surroundings: Surroundings,
): TE.TaskEither<RunError, readonly Finished[]> => {
  const planned = experiment.variants.map(
    (variant): Planned => ({ variant, folder: folderOf(folder, variant.label), checkpoint: undefined }),
  );
  return pipe(
    TE.fromTask<boolean, RunError>(isTaken(folder)),
    TE.filterOrElse(
      (taken) => !taken,
      (): RunError => ({ _tag: "FolderTaken", folder }),
    ),
    TE.flatMap((): TE.TaskEither<RunError, Loaded> => load(experiment, manner)),
    TE.tap((loaded) => saveAll(loaded, planned)),
    TE.flatMap((loaded) => performAll(loaded, planned, folder, surroundings)),
  );
};

const readAll = (folders: readonly string[]): TE.TaskEither<RunError, readonly Planned[]> =>
  TE.traverseSeqArray((folder: string) =>
    pipe(
      readCheckpoint(join(folder, CHECKPOINT)),
      TE.map((checkpoint): Planned => {
        const { recipe, experiment } = checkpoint.metadata;
        return { variant: { label: experiment.label ?? undefined, recipe }, folder, checkpoint };
      }),
    ),
  )(folders);

/** The experiment that checkpoints belong to. */
const experimentOf = (planned: readonly Planned[], { metadata }: Checkpoint): Experiment => ({
  title: metadata.experiment.title,
  runs: metadata.experiment.runs,
  checkpointEvery: metadata.experiment.checkpointEvery,
  command: metadata.command,
  source: metadata.data.source,
  limit: metadata.data.limit ?? undefined,
  validation: metadata.data.validation,
  variants: planned.map(({ variant }) => variant),
});

/** The experiment with its data in another folder, if one is given: whether they are the same is for their fingerprint to say. */
const movedTo = (directory: string | undefined, experiment: Experiment): Experiment =>
  directory === undefined ? experiment : { ...experiment, source: { kind: "files", directory } };

/** Whether runs were begun together: each of several has a label then, and all have their command and their data in common. */
const belongTogether = (planned: readonly Planned[]): boolean => {
  const shared = planned.map(({ checkpoint }) =>
    JSON.stringify([checkpoint?.metadata.command, checkpoint?.metadata.data]),
  );
  return (
    planned.length < 2 || (new Set(shared).size === 1 && planned.every(({ variant }) => variant.label !== undefined))
  );
};

/** Goes on with all runs in a folder from their checkpoints, on the backend with which they began. */
export const resume = (
  { directory, ...manner }: ResumeManner,
  folder: string,
  surroundings: Surroundings,
): TE.TaskEither<RunError, readonly Finished[]> =>
  pipe(
    TE.fromTask<readonly string[], RunError>(runFoldersIn(folder)),
    TE.flatMap(readAll),
    TE.filterOrElse(
      belongTogether,
      (planned): RunError => ({ _tag: "RunsOfSeveral", folder, runs: planned.map((one) => one.folder) }),
    ),
    TE.flatMap((planned): TE.TaskEither<RunError, readonly Finished[]> => {
      const checkpoint = planned[0]?.checkpoint;
      if (checkpoint === undefined) return TE.left({ _tag: "NothingToResume", folder });
      const { data, experiment } = checkpoint.metadata;
      const [found, expected] = [planned.length, experiment.runs];
      if (planned[0]?.folder !== folder && found !== expected)
        return TE.left({ _tag: "RunsMissing", folder, expected, found });
      return pipe(
        load(movedTo(directory, experimentOf(planned, checkpoint)), { ...manner, backend: experiment.backend }),
        TE.filterOrElseW(
          ({ fingerprint }) => fingerprint === data.fingerprint,
          ({ data: { name }, fingerprint }): RunError => ({
            _tag: "OtherData",
            source: name,
            expected: data.fingerprint,
            found: fingerprint,
          }),
        ),
        TE.flatMap((loaded) => performAll(loaded, planned, folder, surroundings)),
      );
    }),
  );
