import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import { showNotWritten } from "../checkpoint/atomic.js";
import { showCheckpointError } from "../checkpoint/checkpoint-error.js";
import { showDataError } from "../data/load-error.js";
import { readDigit } from "../picture/digit.js";
import { showPictureError } from "../picture/digit-error.js";
import { findCheckpoint, type Model, type NoSuchRun, readModel } from "../run/model.js";
import { type EvaluateRequest, evaluateOn, showEvaluation } from "./evaluate.js";
import { exitCodes } from "./exit-codes.js";
import { writeDerivation } from "./explain.js";
import type { ExplainRequest } from "./explain-command.js";
import { dump, type InspectRequest, inspectionOf, showInspection } from "./inspect.js";
import { type PredictRequest, readingOf, showDigit, showReading } from "./predict.js";
import type { Explained } from "./run-error.js";

/** Where text goes. */
export type Print = (text: string) => void;

/** Something that prints, and may end with something to tell. */
export type Action<Request> = (request: Request, print: Print) => TE.TaskEither<Explained, void>;

const ofData = (message: string): Explained => ({ message, exitCode: exitCodes.data });

const showNoSuchRun = ({ folder, several }: NoSuchRun): string =>
  several.length === 0
    ? `${folder}: there is no trained network here: train one with mnist train, or name the folder of a run`
    : `${folder} holds several runs: name one of ${several.join(", ")}`;

/** The network that a path means; without a path, that of the latest run. */
const modelAt = (path: string | undefined): TE.TaskEither<Explained, Model> =>
  pipe(
    findCheckpoint(path),
    TE.mapLeft((error) => ofData(showNoSuchRun(error))),
    TE.flatMap((file) =>
      pipe(
        readModel(file),
        TE.mapLeft((error) => ofData(showCheckpointError(error))),
      ),
    ),
  );

export const explainAction: Action<ExplainRequest> = (request, print) =>
  pipe(
    writeDerivation(request, print),
    TE.mapLeft((error) => ({ message: showNotWritten(error), exitCode: exitCodes.output })),
  );

export const evaluateAction: Action<EvaluateRequest> = ({ run, directory, json }, print) =>
  pipe(
    modelAt(run),
    TE.flatMap((model) =>
      pipe(
        evaluateOn(model, directory),
        TE.mapLeft((error) =>
          ofData(
            error._tag === "OtherInputs"
              ? `${error.name}: examples of ${error.found} features; the network takes ${error.expected}`
              : showDataError(error),
          ),
        ),
      ),
    ),
    TE.map((evaluation) => print(`${json ? JSON.stringify(evaluation) : showEvaluation(evaluation)}\n`)),
  );

export const inspectAction: Action<InspectRequest> = ({ run, values, json }, print) =>
  pipe(
    modelAt(run),
    TE.map((model) => {
      if (values) return [...dump(model)].join("\n");
      return json ? JSON.stringify(inspectionOf(model)) : showInspection(inspectionOf(model));
    }),
    TE.map((text) => print(`${text}\n`)),
  );

/** The size of the images from which a network learnt. */
const imageOf = ({ file, metadata }: Model): E.Either<Explained, readonly [number, number]> => {
  const { image, name } = metadata.data;
  return image === null
    ? E.left(ofData(`${file}: this network learnt ${name}, not images; name a run with --run`))
    : E.right(image);
};

export const predictAction: Action<PredictRequest> = ({ pictures, run, show, json }, print) =>
  pipe(
    modelAt(run),
    TE.bindTo("model"),
    TE.bind("image", ({ model }) => TE.fromEither(imageOf(model))),
    TE.flatMap(({ model, image }) => async () => {
      const faults: string[] = [];
      for (const picture of pictures) {
        const digit = await readDigit(picture, image)();
        if (E.isLeft(digit)) faults.push(showPictureError(digit.left));
        else {
          const reading = readingOf(model, digit.right);
          if (show) print(`${showDigit(digit.right)}\n`);
          print(`${json ? JSON.stringify({ picture, ...reading }) : `${picture}: ${showReading(reading)}`}\n`);
        }
      }
      return faults.length === 0 ? E.right(undefined) : E.left(ofData(faults.join("\nmnist: ")));
    }),
  );
