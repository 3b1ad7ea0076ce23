import type { Recipe } from "../recipe/recipe.js";
import type { EpochEvent, ProgressEvent } from "../training/train.js";

/** What a run is about to do. */
export interface Plan {
  readonly recipe: Recipe;
  /** How many samples are in each set. */
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  /** The size of an image. */
  readonly rows: number;
  readonly columns: number;
}

/** How far an epoch is. */
export interface Progress extends Omit<ProgressEvent, "_tag"> {
  readonly epochs: number;
}

/** One epoch, as `--json` prints it. */
export interface EpochRecord extends Omit<EpochEvent, "_tag"> {
  readonly seconds: number;
}

/** The end of a run, as `--json` prints it. */
export interface Result {
  readonly testAccuracy: number;
  /** From the first step to the last, evaluation included. */
  readonly seconds: number;
}

/** Something that tells of a run as it goes. */
export interface Reporter {
  readonly begin: (plan: Plan) => void;
  readonly progress: (progress: Progress) => void;
  readonly epoch: (record: EpochRecord, epochs: number) => void;
  readonly end: (result: Result) => void;
  /** Leaves the terminal in order; called once, whatever happens. */
  readonly close: () => void;
}

/** Where text goes. */
export type Write = (text: string) => void;

const nothing = (): void => {};

/** Tells nothing. */
export const silent: Reporter = { begin: nothing, progress: nothing, epoch: nothing, end: nothing, close: nothing };

/**
 * One JSON object a line: one for each epoch, and a last one with the test accuracy.
 *
 * @example
 * import { jsonLines } from "@chainrule/mnist";
 * const lines: string[] = [];
 * jsonLines((text) => lines.push(text)).end({ testAccuracy: 0.97, seconds: 1.5 });
 * assert.deepEqual(lines, ['{"testAccuracy":0.97,"seconds":1.5}\n']);
 */
export const jsonLines = (write: Write): Reporter => ({
  ...silent,
  epoch: (record) => write(`${JSON.stringify(record)}\n`),
  end: (result) => write(`${JSON.stringify(result)}\n`),
});

/** Two reporters at once. */
export const both = (first: Reporter, second: Reporter): Reporter => ({
  begin: (plan) => {
    first.begin(plan);
    second.begin(plan);
  },
  progress: (progress) => {
    first.progress(progress);
    second.progress(progress);
  },
  epoch: (record, epochs) => {
    first.epoch(record, epochs);
    second.epoch(record, epochs);
  },
  end: (result) => {
    first.end(result);
    second.end(result);
  },
  close: () => {
    first.close();
    second.close();
  },
});
