import type { DataSource } from "../data/source.js";
import type { Recipe } from "../recipe/recipe.js";
import type { BackendName } from "../training/backend.js";
import type { Use } from "./prepare.js";

/** How to run, which has no influence on the parameters that come out. */
export interface Manner {
  /** What runs the steps, and how many threads may share them. */
  readonly backend: BackendName;
  readonly threads: number;
  /** Whether to write a report with pictures at the end. */
  readonly report: boolean;
}

/** How to go on with a run: on the backend with which it began, on data that may have moved. */
export interface ResumeManner extends Omit<Manner, "backend"> {
  readonly directory: string | undefined;
}

/** One of the runs of an experiment: what tells it from the others, and its recipe. */
export interface Variant {
  /** "seed 3", "hidden 20"; nothing where there is only one. */
  readonly label: string | undefined;
  readonly recipe: Recipe;
}

/** An experiment: one run or several on the same data. */
export interface Experiment extends Use {
  readonly title: string;
  readonly variants: readonly Variant[];
  /** How many variants there are in all, of which only some may be gone on with. */
  readonly runs: number;
  readonly source: DataSource;
  /** How many epochs lie between two checkpoints. */
  readonly checkpointEvery: number;
  /** The command line that asked for it. */
  readonly command: readonly string[];
}
