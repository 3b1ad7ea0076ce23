import type { Recipe } from "../recipe/recipe.js";
import type { EpochRecord } from "../training/record.js";
import type { Summary } from "./summary.js";

/** What a run is about to do. */
export interface Plan {
  readonly recipe: Recipe;
  readonly data: {
    /** "MNIST", "two moons". */
    readonly name: string;
    /** The size of an example, where examples are images. */
    readonly image: readonly [rows: number, columns: number] | undefined;
    readonly features: number;
    readonly classes: number;
    /** How many examples are in each set; 0 where there is no such set. */
    readonly train: number;
    readonly validation: number;
    readonly test: number;
  };
  /** The sizes of all layers: "784-512-10". */
  readonly network: string;
  /** Which of several runs it is: "seed 3", "hidden 20". */
  readonly label: string | undefined;
  /** The last epoch that was finished before, where a run goes on. */
  readonly resumedAt: number | undefined;
}

/** How far a run is. */
export interface Progress {
  /** The epoch after which is measured next, counted from 1, of how many. */
  readonly epoch: number;
  readonly epochs: number;
  /** Samples that were trained on since the last measurement, and that there are before the next. */
  readonly done: number;
  readonly total: number;
  /** The running loss. */
  readonly loss: number;
}

/** The end of a run. */
export interface Result {
  /** Absent where there is no test set. */
  readonly testAccuracy?: number;
  readonly trainAccuracy: number;
  readonly loss: number;
  /** From the first step to the last, evaluation included. */
  readonly seconds: number;
  /** How many epochs there were. */
  readonly epochs: number;
  /** Why the run ended before its last epoch, where it did. */
  readonly stopped: string | undefined;
}

/** Something that tells of a run as it goes, or of several, one after the other. */
export interface Reporter {
  readonly begin: (plan: Plan) => void;
  readonly progress: (progress: Progress) => void;
  readonly epoch: (record: EpochRecord, epochs: number) => void;
  /** Something that people want to know: "report runs/x/report.html". */
  readonly notice: (text: string) => void;
  readonly end: (result: Result) => void;
  /** What several runs came to, after the last. */
  readonly summary: (summary: Summary) => void;
  /** Leaves the terminal in order; called at the very end, whatever happens. */
  readonly close: () => void;
}

const nothing = (): void => {};

/** Tells nothing. */
export const silent: Reporter = {
  begin: nothing,
  progress: nothing,
  epoch: nothing,
  notice: nothing,
  end: nothing,
  summary: nothing,
  close: nothing,
};
