import { type Backend, compile } from "@chainrule/core";
import * as O from "fp-ts/lib/Option.js";
import type { DataSet } from "../data/data-set.js";
import type { Examples } from "../data/examples.js";
import type { Recipe } from "../recipe/recipe.js";
import { batchesOf, eachBatch } from "./batches.js";
import type { Classifier, Trained } from "./classifier.js";
import type { EpochRecord } from "./record.js";
import type { Best } from "./state.js";

/** A data set with some of its training examples set aside for validation, or none. */
export type LearningData = Pick<DataSet, "train" | "test" | "image"> & { readonly validation: Examples | undefined };

/** What asks for measurements. */
interface Asking {
  readonly recipe: Recipe;
  readonly classifier: Classifier;
  readonly data: LearningData;
  readonly backend: Backend;
}

/** How well a network does on a set. */
export interface Measured {
  /** The mean loss of the samples, without a penalty. */
  readonly loss: number;
  /** The share that is classified rightly. */
  readonly accuracy: number;
}

/** How many samples are classified at once. */
const AT_ONCE = 1000;

/**
 * How well parameters do on a set, as a function of them.
 *
 * @example
 * import { interpreter, seed } from "@chainrule/core";
 * import { classifierFor, generatedSets, measureOn, presets } from "@chainrule/mnist";
 * const [set] = generatedSets.s2.make({ count: 1, noise: 0, dtype: "f64" })(seed(1));
 * const classifier = classifierFor(presets.s2.recipe, 2, 2);
 * const [parameters] = classifier.init(seed(1));
 * assert.equal(measureOn(classifier, set, interpreter)(parameters).loss.toFixed(9), "0.298371109");
 */
export const measureOn = (
  classifier: Classifier,
  set: Examples,
  backend: Backend,
): ((parameters: Trained) => Measured) => {
  const count = set.labels.shape[0];
  const order = Array.from({ length: count }, (_, index) => index);
  const batches = batchesOf(order, { batch: AT_ONCE, atOnce: 1 }).flatMap(eachBatch);
  const measure = compile(classifier.measure(set), { backend });
  return (parameters) => {
    const sums = batches.map((rows) => {
      const { loss, accuracy } = measure(parameters, rows);
      return { loss: loss.toNumber() * rows.size, right: Math.round(accuracy.toNumber() * rows.size) };
    });
    const total = (of: (sum: (typeof sums)[number]) => number): number =>
      sums.reduce((running, sum) => running + of(sum), 0) / count;
    return { loss: total(({ loss }) => loss), accuracy: total(({ right }) => right) };
  };
};

/** What is measured after an epoch on the sets there are, and whether the parameters still give a number. */
export const measuring = ({ recipe, classifier, data, backend }: Asking) => {
  const on = (set: Examples | undefined) => set && measureOn(classifier, set, backend);
  const [train, validation, test] = [measureOn(classifier, data.train, backend), on(data.validation), on(data.test)];
  return (epoch: number, parameters: Trained) => {
    const { loss, accuracy } = train(parameters);
    const isTested = test !== undefined && recipe.testEvery > 0 && epoch % recipe.testEvery === 0;
    const shares = {
      trainAccuracy: accuracy,
      ...(validation && { validationAccuracy: validation(parameters).accuracy }),
      ...(isTested && { testAccuracy: test(parameters).accuracy }),
    };
    return { shares, isNumber: Number.isFinite(loss) };
  };
};

/** The better of the best so far and what was just measured; of equals the earlier. */
export const better = (best: O.Option<Best>, parameters: Trained, record: EpochRecord): O.Option<Best> => {
  const { epoch, validationAccuracy: accuracy } = record;
  if (accuracy === undefined || (O.isSome(best) && best.value.accuracy >= accuracy)) return best;
  return O.some({ epoch, accuracy, parameters });
};
