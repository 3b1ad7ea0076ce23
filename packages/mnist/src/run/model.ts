import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { seed } from "@chainrule/core";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import { type Checkpoint, readCheckpoint } from "../checkpoint/checkpoint.js";
import type { CheckpointError } from "../checkpoint/checkpoint-error.js";
import { restoreTree } from "../checkpoint/tree.js";
import { type Classifier, classifierFor, type Trained } from "../training/classifier.js";
import { runFoldersIn } from "./folder.js";
import { CHECKPOINT } from "./saved.js";

/** A network that a run has trained, so far as it got. */
export interface Model {
  readonly file: string;
  readonly metadata: Checkpoint["metadata"];
  readonly classifier: Classifier;
  readonly parameters: Trained;
}

/** How many features the first layer takes. */
const featuresIn = ({ tensors }: Checkpoint): number => tensors.get("parameters[0].weights")?.shape[0] ?? 1;

const modelIn = (checkpoint: Checkpoint, file: string): E.Either<CheckpointError, Model> => {
  const { recipe, data, state } = checkpoint.metadata;
  const classifier = classifierFor(recipe, featuresIn(checkpoint), data.classes);
  const [form] = classifier.init(seed(0));
  const prefix = recipe.keep === "best" && state.best !== null ? "best" : "parameters";
  return pipe(
    restoreTree(form, prefix, checkpoint, file),
    E.map((parameters) => ({ file, metadata: checkpoint.metadata, classifier, parameters })),
  );
};

/** The network of a checkpoint. */
export const readModel = (file: string): TE.TaskEither<CheckpointError, Model> =>
  pipe(
    readCheckpoint(file),
    TE.flatMapEither((checkpoint) => modelIn(checkpoint, file)),
  );

/** There is no run to take a network from, or there are several. */
export interface NoSuchRun {
  readonly _tag: "NoSuchRun";
  readonly folder: string;
  /** The runs to choose from, where there are several. */
  readonly several: readonly string[];
}

/** Where runs are kept when nothing else is said. */
const RUNS = "runs";

const changedAt = async (file: string): Promise<number> => (await stat(file)).mtimeMs;

/** The checkpoint that was saved last, of all runs in a folder of run folders. */
const latestIn = async (folder: string): Promise<string | undefined> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => runFoldersIn(join(folder, name))());
  const files = (await Promise.all(folders)).flat().map((run) => join(run, CHECKPOINT));
  const dated = await Promise.all(files.map(async (file) => ({ file, time: await changedAt(file) })));
  return dated.toSorted((a, b) => b.time - a.time)[0]?.file;
};

/** The checkpoint that a path means: the file itself, or that of the one run in a folder; without a path, of the latest run. */
export const findCheckpoint =
  (path: string | undefined): TE.TaskEither<NoSuchRun, string> =>
  async () => {
    const none = (folder: string, several: readonly string[] = []) =>
      E.left<NoSuchRun, string>({ _tag: "NoSuchRun", folder, several });
    if (path === undefined) {
      const latest = await latestIn(RUNS);
      return latest === undefined ? none(RUNS) : E.right(latest);
    }
    if (path.endsWith(".safetensors")) return E.right(path);
    const folders = await runFoldersIn(path)();
    const [only, ...more] = folders;
    return only === undefined || more.length > 0 ? none(path, folders) : E.right(join(only, CHECKPOINT));
  };
