import { dirname } from "node:path";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import { findPreset } from "../recipe/preset.js";
import type { Experiment, Manner, ResumeManner } from "../run/request.js";
import { experimentOf } from "./experiment.js";
import { type TrainOptions, trainOptions } from "./train-options.js";

/** What `train` was asked to do: to begin an experiment in a folder, or to go on with one. */
export type TrainRequest = Shown &
  (
    | { readonly kind: "begin"; readonly experiment: Experiment; readonly manner: Manner; readonly folder: string }
    | { readonly kind: "resume"; readonly manner: ResumeManner; readonly folder: string }
  );

/** What is printed. */
export interface Shown {
  readonly quiet: boolean;
  readonly json: boolean;
}

/** Options that may go with `--resume`: all else is in the checkpoint. */
const ofAnyRun: ReadonlySet<string> = new Set(["resume", "data", "threads", "report", "quiet", "json"]);

/** `runs/default-2025-06-01-120501`: folders in the order of their times. */
const folderFor = ({ preset }: TrainOptions, now: Date): string =>
  `runs/${findPreset(preset).name}-${now.toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "")}`;

/** A checkpoint means its folder. */
const folderIn = (path: string): string => (path.endsWith(".safetensors") ? dirname(path) : path);

const requestOf = (
  options: TrainOptions,
  isGiven: (name: string) => boolean,
  command: readonly string[],
): E.Either<string, TrainRequest> => {
  const { resume, threads = 1, report, quiet, json, backend = "wasm" } = options;
  const shown = { quiet, json };
  if (resume === undefined)
    return pipe(
      experimentOf(options, command),
      E.map((experiment) => ({
        ...shown,
        kind: "begin",
        experiment,
        manner: { backend, threads, report },
        folder: options.out ?? folderFor(options, new Date()),
      })),
    );
  const other = Object.keys(options).find((name) => isGiven(name) && !ofAnyRun.has(name));
  if (other === undefined)
    return E.right({
      ...shown,
      kind: "resume",
      manner: { threads, report, directory: options.data },
      folder: folderIn(resume),
    });
  const flag = `--${other.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return E.left(`${flag} does not go with --resume: the run goes on as it began`);
};

/** The command that trains. */
export const trainCommand = (run: (request: TrainRequest) => Promise<void>, argv: readonly string[]) =>
  trainOptions().action(async (options, command) => {
    const [unknown] = command.args;
    // This is the command where none is named: what stands in its place is meant to be one.
    if (unknown !== undefined) return command.error(`error: unknown command '${unknown}'`);
    const isGiven = (name: string): boolean => command.getOptionValueSourceWithGlobals(name) === "cli";
    const request = requestOf(options, isGiven, argv);
    if (E.isLeft(request)) return command.error(`error: ${request.left}`);
    await run(request.right);
  });
