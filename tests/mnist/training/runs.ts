import { interpreter, seed } from "@chainrule/core";
import type * as E from "fp-ts/lib/Either.js";
import { textbookRecipe } from "../../../packages/mnist/src/recipe/preset.js";
import type { Recipe } from "../../../packages/mnist/src/recipe/recipe.js";
import { classifierFor } from "../../../packages/mnist/src/training/classifier.js";
import type { LearningData } from "../../../packages/mnist/src/training/measure.js";
import type { TrainingState } from "../../../packages/mnist/src/training/state.js";
import {
  type Advanced,
  type Diverged,
  type EpochEvent,
  type ProgressEvent,
  type Training,
  train,
  trainerOf,
} from "../../../packages/mnist/src/training/train.js";
import { digits } from "./digits.js";

/** A small recipe that learns the digits of 2 × 5 pixels. */
export const recipe: Recipe = {
  ...textbookRecipe,
  hidden: [8],
  activation: "tanh",
  loss: "softmax-cross-entropy",
  learningRate: 0.05,
  schedule: "constant",
  batch: 7,
  epochs: 3,
};

/** Sixty digits to learn, and as many more to validate and to test as are asked for. */
export const dataOf = ({ train = 60, validation = 20, test = 0 } = {}): LearningData => ({
  train: digits(train),
  validation: validation === 0 ? undefined : digits(validation),
  test: test === 0 ? undefined : digits(test),
  image: [2, 5],
});

/** Training by the small recipe, changed, with a clock that stands still. */
export const trainingOf = (changes: Partial<Recipe> = {}, data: LearningData = dataOf(), classes = 10): Training => {
  const changed = { ...recipe, ...changes };
  return {
    recipe: changed,
    classifier: classifierFor(changed, data.train.inputs.shape[1], classes),
    data,
    backend: interpreter,
    clock: () => 0,
  };
};

/** Where the recipe's seed makes training begin. */
export const beginningOf = (training: Training): TrainingState =>
  trainerOf(training).begin(seed(training.recipe.seed))[0];

/** What became of a run. */
export interface Course {
  /** Where it began, and every state after that. */
  readonly states: readonly TrainingState[];
  readonly events: readonly (ProgressEvent | EpochEvent)[];
  readonly outcome: E.Either<Diverged, TrainingState>;
}

/** All of a run, from a state on. */
export const courseOf = (training: Training, from: TrainingState = beginningOf(training)): Course => {
  const run = train(training, from);
  const taken: Advanced[] = [];
  for (let next = run.next(); ; next = run.next()) {
    if (next.done === true) {
      const [states, events] = [[from, ...taken.map(([state]) => state)], taken.map(([, event]) => event)];
      return { states, events, outcome: next.value };
    }
    taken.push(next.value);
  }
};
