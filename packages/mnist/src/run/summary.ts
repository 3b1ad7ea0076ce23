import type { Recipe } from "../recipe/recipe.js";
import type { Finished } from "./finished.js";
import type { Result } from "./reporter.js";

/** What several runs came to. */
export interface Summary {
  readonly runs: readonly { readonly label: string; readonly result: Result }[];
  /** Of the test accuracies, where all runs have one and differ in nothing but their seeds. */
  readonly mean: number | undefined;
  /** The standard deviation of one of them, `√(Σ (a − mean)² / (n − 1))`. */
  readonly deviation: number | undefined;
}

/** All of a recipe but its seed. */
const withoutSeed = ({ seed, ...rest }: Recipe): string => JSON.stringify(rest);

/** What several runs came to, and the mean and the spread of their test accuracies where they repeat one recipe. */
export const summaryOf = (finished: readonly Finished[]): Summary => {
  const runs = finished.map(({ variant: { label = "" }, result }) => ({ label, result }));
  const isRepeated = new Set(finished.map(({ variant: { recipe } }) => withoutSeed(recipe))).size === 1;
  const accuracies = runs.flatMap(({ result: { testAccuracy } }) => (testAccuracy === undefined ? [] : [testAccuracy]));
  if (!isRepeated || accuracies.length < Math.max(2, runs.length))
    return { runs, mean: undefined, deviation: undefined };
  const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
  const squares = accuracies.reduce((sum, accuracy) => sum + (accuracy - mean) ** 2, 0);
  return { runs, mean, deviation: Math.sqrt(squares / (accuracies.length - 1)) };
};
