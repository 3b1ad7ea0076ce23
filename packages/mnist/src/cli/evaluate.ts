import { Command } from "@commander-js/extra-typings";
import { pipe } from "fp-ts/lib/function.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import type { DataError } from "../data/load-error.js";
import { type DataSource, loadData } from "../data/source.js";
import { classify, confusionOf } from "../run/classify.js";
import type { Model } from "../run/model.js";
import { backends } from "../training/backend.js";

/** What `evaluate` was asked to do. */
export interface EvaluateRequest {
  /** A run folder or a checkpoint; the latest run where none is given. */
  readonly run: string | undefined;
  /** A folder of other data than those of the run. */
  readonly directory: string | undefined;
  readonly json: boolean;
}

/** How well a network does on a test set. */
export interface Evaluation {
  readonly name: string;
  readonly set: "test" | "training";
  readonly accuracy: number;
  /** How often examples of each class (row) were taken for each class (column). */
  readonly confusion: readonly (readonly number[])[];
}

const sourceFor = ({ metadata }: Model, directory: string | undefined): DataSource =>
  directory === undefined ? metadata.data.source : { kind: "files", directory };

/** The other data have images of another size than those from which the network learnt. */
export interface OtherInputs {
  readonly _tag: "OtherInputs";
  readonly name: string;
  readonly expected: number;
  readonly found: number;
}

/** Measures a network on the test set of its data or of others; on the training set where there is no other. */
export const evaluateOn = (
  model: Model,
  directory: string | undefined,
): TE.TaskEither<DataError | OtherInputs, Evaluation> =>
  pipe(
    loadData(sourceFor(model, directory)),
    TE.filterOrElseW(
      ({ train }) => train.inputs.shape[1] === model.classifier.sizes[0],
      ({ name, train }): OtherInputs => ({
        _tag: "OtherInputs",
        name,
        expected: model.classifier.sizes[0] ?? 0,
        found: train.inputs.shape[1],
      }),
    ),
    TE.map(({ name, classes, train, test }): Evaluation => {
      const { inputs, labels } = test ?? train;
      const read = classify(model.classifier, backends.wasm({ threads: 1 }));
      const confusion = confusionOf(read(model.parameters, inputs), labels, classes);
      const right = confusion.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
      return { name, set: test === undefined ? "training" : "test", accuracy: right / labels.size, confusion };
    }),
  );

const table = (confusion: Evaluation["confusion"]): readonly string[] => {
  const width = Math.max(...confusion.flat().map((count) => String(count).length)) + 2;
  const row = (cells: readonly (number | string)[]): string =>
    cells.map((cell) => String(cell).padStart(width)).join("");
  return [row(["", ...confusion.keys()]), ...confusion.map((counts, label) => row([label, ...counts]))];
};

/** An evaluation as text: the accuracy, and how often each class (row) was taken for each class (column). */
export const showEvaluation = ({ name, set, accuracy, confusion }: Evaluation): string =>
  [`${name}: ${set} accuracy ${accuracy.toFixed(4)}`, "", "is ↓, read as →", ...table(confusion)].join("\n");

/** The command that measures a trained network. */
export const evaluateCommand = (run: (request: EvaluateRequest) => Promise<void>) =>
  new Command("evaluate")
    .description("Measure a trained network on the test set: its accuracy, and what it takes for what.")
    .argument("[run]", "run folder or checkpoint (default: the latest run)")
    .option("--data <folder>", "other data of the same form (default: those of the run)")
    .option("--json", "print one JSON object", false)
    .showHelpAfterError("(mnist evaluate --help lists the options)")
    .exitOverride()
    .action(async (folder, { data, json }) => {
      await run({ run: folder, directory: data, json });
    });
