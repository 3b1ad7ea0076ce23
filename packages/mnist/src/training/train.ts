import { type Backend, permutation, type RandomState, scan } from "@chainrule/core";
import { initialState, type Optimiser, trainStep } from "@chainrule/nn";
import * as E from "fp-ts/lib/Either.js";
import type { Split } from "../data/split.js";
import { optimisers } from "../recipe/optimiser.js";
import type { Recipe } from "../recipe/recipe.js";
import { schedules } from "../recipe/schedule.js";
import { batchesOf } from "./batches.js";
import { accuracyOn, type Classifier, type Trained } from "./classifier.js";
import { firstFault } from "./divergence.js";

/** How far an epoch is. */
export interface ProgressEvent {
  readonly _tag: "Progress";
  /** Counted from 1. */
  readonly epoch: number;
  /** Samples of this epoch that were trained on, and that there are. */
  readonly done: number;
  readonly total: number;
  /** The loss of the latest batch. */
  readonly loss: number;
}

/** The end of an epoch. */
export interface EpochEvent {
  readonly _tag: "Epoch";
  /** Counted from 1. */
  readonly epoch: number;
  /** The mean loss of the samples, each as it was met, before its own step. */
  readonly loss: number;
  /** The shares of the two sets that are classified rightly after the epoch. */
  readonly trainAccuracy: number;
  readonly validationAccuracy: number;
}

/** Training that left the finite numbers. */
export interface Diverged {
  readonly _tag: "Diverged";
  readonly epoch: number;
  /** The first operation that did. */
  readonly reason: string;
}

/** All that training depends on. */
export interface Training {
  readonly recipe: Recipe;
  readonly classifier: Classifier;
  readonly split: Split;
  readonly random: RandomState;
  readonly backend: Backend;
}

/** Samples between two signs of life. */
const SAMPLES_AT_ONCE = 1024;

/**
 * Trains by folding over epochs of shuffled batches, telling of it on the way; ends with the trained parameters, or with the operation that
 * first gave a NaN or an infinity.
 */
export function* train({
  recipe,
  classifier,
  split,
  random,
  backend,
}: Training): Generator<ProgressEvent | EpochEvent, E.Either<Diverged, Trained>> {
  const total = split.train.labels.size;
  const steps = recipe.epochs * Math.ceil(total / recipe.batch);
  const optimiser: Optimiser = optimisers[recipe.optimiser].make(
    schedules[recipe.schedule](recipe.learningRate, steps),
  );
  const step = trainStep(classifier.loss(split.train), optimiser);
  const fold = scan(step, { backend });
  const onTraining = accuracyOn(classifier, split.train, backend);
  const onValidation = accuracyOn(classifier, split.validation, backend);
  const atOnce = Math.max(1, Math.floor(SAMPLES_AT_ONCE / recipe.batch));

  let [parameters, sequence] = classifier.init(random);
  let state = initialState(parameters, optimiser);
  for (let epoch = 1; epoch <= recipe.epochs; epoch++) {
    const [order, next] = permutation(total)(sequence);
    sequence = next;
    let done = 0;
    let sum = 0;
    for (const batches of batchesOf(order.toArray(), { batch: recipe.batch, atOnce })) {
      const [after, losses] = fold(state, batches);
      const values = losses.toArray();
      if (!values.every(Number.isFinite))
        return E.left({ _tag: "Diverged", epoch, reason: firstFault(step, state, batches) });
      state = after;
      done += batches.size;
      sum += values.reduce((running, loss) => running + loss * batches.shape[1], 0);
      yield { _tag: "Progress", epoch, done, total, loss: values.at(-1) ?? Number.NaN };
    }
    parameters = state.parameters;
    yield {
      _tag: "Epoch",
      epoch,
      loss: sum / total,
      trainAccuracy: onTraining(parameters),
      validationAccuracy: onValidation(parameters),
    };
  }
  return E.right(parameters);
}
