import * as O from "fp-ts/lib/Option.js";
import type { List } from "immutable";
import type { Stopping } from "../recipe/recipe.js";
import type { EpochRecord } from "./record.js";
import type { Best } from "./state.js";

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** The last two looks at the test set, the later one last. */
const lastTwo = (history: List<EpochRecord>): readonly number[] =>
  history
    .flatMap(({ testAccuracy }) => (testAccuracy === undefined ? [] : [testAccuracy]))
    .takeLast(2)
    .toArray();

/** Why a run is over after the last epoch of its history, if it is. */
export const reasonToStop = (
  stopping: Stopping,
  history: List<EpochRecord>,
  best: O.Option<Best>,
): O.Option<string> => {
  const epoch = history.last()?.epoch ?? 0;
  switch (stopping.rule) {
    case "never":
      return O.none;
    case "patience":
      return O.isSome(best) && epoch - best.value.epoch >= stopping.epochs
        ? O.some(`the validation accuracy has not risen since epoch ${best.value.epoch}`)
        : O.none;
    case "test-error-rises": {
      const [before, now] = lastTwo(history);
      const hasRisen = before !== undefined && now !== undefined && now < before && isTested(history);
      return hasRisen ? O.some(`the test error rose from ${percent(1 - before)} to ${percent(1 - now)}`) : O.none;
    }
  }
};

const isTested = (history: List<EpochRecord>): boolean => history.last()?.testAccuracy !== undefined;
