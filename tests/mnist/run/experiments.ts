import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as E from "fp-ts/lib/Either.js";
import type * as TE from "fp-ts/lib/TaskEither.js";
import { showCheckpointError } from "../../../packages/mnist/src/checkpoint/checkpoint-error.js";
import { parametersHash } from "../../../packages/mnist/src/checkpoint/tree.js";
import type { DataSource } from "../../../packages/mnist/src/data/source.js";
import { presets } from "../../../packages/mnist/src/recipe/preset.js";
import type { Recipe } from "../../../packages/mnist/src/recipe/recipe.js";
import type { RunError } from "../../../packages/mnist/src/run/error.js";
import { begin, resume, type Surroundings } from "../../../packages/mnist/src/run/experiment.js";
import type { Finished } from "../../../packages/mnist/src/run/finished.js";
import { readModel } from "../../../packages/mnist/src/run/model.js";
import { type Reporter, silent } from "../../../packages/mnist/src/run/reporter.js";
import type { Experiment, Manner } from "../../../packages/mnist/src/run/request.js";
import { CHECKPOINT } from "../../../packages/mnist/src/run/saved.js";

/** Points in the plane: three chunks an epoch, of 1024, 312 and 14. */
export const moons = {
  kind: "generated",
  name: "moons",
  count: 1500,
  noise: 0.2,
  seed: 1,
  dtype: "f32",
} as const satisfies DataSource;

/** A recipe of few numbers. */
export const recipe: Recipe = {
  ...presets.default.recipe,
  hidden: [6],
  targets: [0, 1],
  dropout: 0,
  optimiser: "adam",
  weightDecay: 0,
  learningRate: 0.01,
  batch: 16,
  epochs: 3,
};

/** One run on moons, a tenth of them set aside; changed. */
export const experimentOf = (changes: Partial<Recipe> = {}, parts: Partial<Experiment> = {}): Experiment => ({
  title: "a test",
  variants: [{ label: undefined, recipe: { ...recipe, ...changes } }],
  source: moons,
  limit: undefined,
  validation: 0.1,
  checkpointEvery: 1,
  command: ["train"],
  runs: parts.variants?.length ?? 1,
  ...parts,
});

/** One run for each seed. */
export const repeated = (...seeds: readonly number[]): Experiment =>
  experimentOf({}, { variants: seeds.map((seed) => ({ label: `seed ${seed}`, recipe: { ...recipe, seed } })) });

/** What a reporter is told of. */
export type Told = keyof Reporter;

/** A reporter that notes what it is told of, and does something at one of the signs of life. */
const observing = (stopAfter: number, stop: () => void) => {
  const told: Told[] = [];
  let signs = 0;
  const note = (name: Told): void => {
    told.push(name);
  };
  const sign = (name: Told): void => {
    note(name);
    if (++signs === stopAfter) stop();
  };
  const reporter: Reporter = {
    ...silent,
    begin: () => note("begin"),
    progress: () => sign("progress"),
    epoch: () => sign("epoch"),
    notice: () => note("notice"),
    end: () => note("end"),
    summary: () => note("summary"),
  };
  return { told, reporter };
};

/** How an experiment ended, and what its reporter was told of. */
export interface Course {
  readonly outcome: E.Either<RunError, readonly Finished[]>;
  readonly told: readonly Told[];
}

/** How to observe an experiment: after how many signs of life it is asked to stop, and whether it writes reports. */
interface Observation {
  readonly stopAfter?: number;
  readonly report?: boolean;
}

const observed =
  (perform: (manner: Manner, surroundings: Surroundings) => TE.TaskEither<RunError, readonly Finished[]>) =>
  async ({ stopAfter = Number.POSITIVE_INFINITY, report = false }: Observation): Promise<Course> => {
    const stopping = new AbortController();
    const { told, reporter } = observing(stopAfter, () => stopping.abort());
    const manner: Manner = { backend: "wasm", threads: 1, report };
    return { outcome: await perform(manner, { reporter, signal: stopping.signal })(), told };
  };

/** Begins an experiment. */
export const begun = (experiment: Experiment, folder: string, observation: Observation = {}): Promise<Course> =>
  observed((manner, surroundings) => begin(experiment, manner, folder, surroundings))(observation);

/** Goes on with an experiment. */
export const resumed = (folder: string, observation: Observation = {}): Promise<Course> =>
  observed((manner, surroundings) => resume({ ...manner, directory: undefined }, folder, surroundings))(observation);

/** Begins an experiment that breaks off at a sign of life, in which nothing is done any more. */
export const begunAndBroken = (experiment: Experiment, folder: string, at: number): Promise<unknown> => {
  const { reporter } = observing(at, () => {
    throw new Error("power cut");
  });
  const { signal } = new AbortController();
  return begin(experiment, { backend: "wasm", threads: 1, report: false }, folder, { reporter, signal })();
};

/** The runs that came to their ends. */
export const finishedIn = ({ outcome }: Course): readonly Finished[] => {
  if (E.isLeft(outcome)) throw new Error(`the experiment ended: ${JSON.stringify(outcome.left)}`);
  return outcome.right;
};

/** All of a run that does not tell how long it took: two runs that agree in it have all their bits in common. */
export const bitsOf = ({ variant, state, result }: Finished) => {
  const { network, history, best, stopped, epoch, random } = state;
  const { seconds: _, ...measured } = result;
  return {
    label: variant.label,
    parameters: parametersHash(network.parameters),
    optimiser: parametersHash(network.optimiser),
    history: history.toArray().map(({ seconds: __, ...record }) => record),
    best,
    stopped,
    epoch,
    random,
    measured,
  };
};

/** The SHA-256 of the parameters that the run in a folder came to. */
export const hashIn = async (folder: string): Promise<string> => {
  const model = await readModel(join(folder, CHECKPOINT))();
  if (E.isLeft(model)) throw new Error(showCheckpointError(model.left));
  return parametersHash(model.right.parameters);
};

export const bytesOf = (folder: string): Buffer => readFileSync(join(folder, CHECKPOINT));
