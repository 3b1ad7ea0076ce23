import { type Backend, permutation, type RandomState, seed } from "@chainrule/core";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import type { DataSet } from "../data/data-set.js";
import type { Examples } from "../data/examples.js";
import { limit, type SplitError, splitValidation } from "../data/split.js";
import type { Recipe } from "../recipe/recipe.js";
import { classifierFor } from "../training/classifier.js";
import type { LearningData } from "../training/measure.js";
import type { Training } from "../training/train.js";

/** How the examples of a data set are used. */
export interface Use {
  /** How many training examples to use, of all; all where it is not given. */
  readonly limit: number | undefined;
  /** The share of them to set aside for validation; 0 for none. */
  readonly validation: number;
}

/** Training on data that are split, and the random numbers that it begins with. */
export interface Prepared {
  readonly training: Training;
  readonly random: RandomState;
}

/** The training examples, some of them set aside; which of them depends on the seed alone. */
const split = (
  examples: Examples,
  validation: number,
  random: RandomState,
): E.Either<SplitError, Pick<LearningData, "train" | "validation"> & Pick<Prepared, "random">> => {
  if (validation === 0) return E.right({ train: examples, validation: undefined, random });
  const [order, next] = permutation(examples.labels.size)(random);
  return pipe(
    splitValidation(examples, { fraction: validation }, order.toArray()),
    E.map((sets) => ({ ...sets, random: next })),
  );
};

/** Splits data and sets up a classifier for them; left when the split leaves nothing on one side. */
export const prepare = (
  recipe: Recipe,
  { train, test, image, classes }: DataSet,
  use: Use,
  backend: Backend,
): E.Either<SplitError, Prepared> =>
  pipe(
    split(limit(train, use.limit ?? Number.MAX_SAFE_INTEGER), use.validation, seed(recipe.seed)),
    E.map(({ random, ...sets }) => ({
      random,
      training: {
        recipe,
        classifier: classifierFor(recipe, train.inputs.shape[1], classes),
        data: { ...sets, test, image },
        backend,
      },
    })),
  );
