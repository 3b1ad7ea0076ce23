import { permutation, seed } from "@chainrule/core";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import { loadMnist, type Mnist } from "../data/load.js";
import { type DataError, showDataError } from "../data/load-error.js";
import { limit, type Split, type SplitError, showSplitError, splitValidation } from "../data/split.js";
import { backends } from "../training/backend.js";
import { accuracyOn, classifierFor } from "../training/classifier.js";
import { type Diverged, train } from "../training/train.js";
import { exitCodes, type TrainRequest } from "./command.js";
import type { Reporter, Result } from "./report.js";

/** Why a run ended without a result. */
export type RunError = DataError | SplitError | Diverged;

/** What to print, and what to exit with. */
export const explainRunError = (error: RunError): { readonly message: string; readonly exitCode: number } => {
  switch (error._tag) {
    case "Diverged":
      return {
        message: `training diverged in epoch ${error.epoch}: ${error.reason}\na smaller --learning-rate usually helps`,
        exitCode: exitCodes.diverged,
      };
    case "SplitOutOfRange":
      return { message: `${showSplitError(error)}; change --validation or --limit`, exitCode: exitCodes.usage };
    default:
      return { message: showDataError(error), exitCode: exitCodes.data };
  }
};

/** Lets timers and signals have their turn. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const secondsSince = (start: number): number => Number(((performance.now() - start) / 1000).toFixed(3));

/** Trains on split data, telling the reporter, and measures the test accuracy once at the end. */
const runOn = async (
  { recipe, backend: name, threads }: TrainRequest,
  { test }: Mnist,
  split: Split,
  random: readonly number[],
  reporter: Reporter,
): Promise<E.Either<Diverged, Result>> => {
  const [, rows, columns] = test.images.shape;
  const sizes = { train: split.train.labels.size, validation: split.validation.labels.size, test: test.labels.size };
  reporter.begin({ recipe, ...sizes, rows, columns });

  const classifier = classifierFor(recipe, rows * columns);
  const backend = backends[name]({ threads });
  const events = train({ recipe, classifier, split, random, backend });
  const begun = performance.now();
  let epochBegun = begun;
  for (let next = events.next(); ; next = events.next()) {
    if (next.done === true)
      return pipe(
        next.value,
        E.map((parameters) => ({
          testAccuracy: accuracyOn(classifier, test, backend)(parameters),
          seconds: secondsSince(begun),
        })),
      );
    const event = next.value;
    if (event._tag === "Progress") reporter.progress({ ...event, epochs: recipe.epochs });
    else {
      const { _tag, ...measured } = event;
      reporter.epoch({ ...measured, seconds: secondsSince(epochBegun) }, recipe.epochs);
      epochBegun = performance.now();
    }
    await breathe();
  }
};

/** Loads the data, splits it, trains, and tests once at the end. */
export const runTraining = (request: TrainRequest, reporter: Reporter): TE.TaskEither<RunError, Result> =>
  pipe(
    loadMnist(request.directory),
    TE.flatMap((data): TE.TaskEither<RunError, Result> => {
      const samples = limit(data.train, request.limit ?? Number.MAX_SAFE_INTEGER);
      const [order, random] = permutation(samples.labels.size)(seed(request.recipe.seed));
      return pipe(
        TE.fromEither(splitValidation(samples, { fraction: request.validation }, order.toArray())),
        TE.flatMap((split) => () => runOn(request, data, split, random, reporter)),
      );
    }),
    TE.tapIO((result) => () => reporter.end(result)),
  );
