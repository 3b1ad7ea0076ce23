import { type Backend, type Concrete, cast, compile, div, type Expr, reshape, take } from "@chainrule/core";
import { accuracy, type ParametersOf } from "@chainrule/nn";
import type { Samples } from "../data/samples.js";
import { losses } from "../recipe/loss.js";
import { networkFor } from "../recipe/network.js";
import type { Recipe } from "../recipe/recipe.js";
import { batchesOf, eachBatch } from "./batches.js";

/** Which samples of a set a batch is made of. */
export type Indices = Expr<readonly [number]>;

/** The parameters of a network, as expressions and as values. */
export type Parameters = ParametersOf<ReturnType<typeof networkFor>>;
export type Trained = Concrete<Parameters>;

/** A network and a loss: what is asked of them, as functions of the parameters and of indices into a set of samples. */
export interface Classifier {
  readonly init: ReturnType<typeof networkFor>["init"];
  /** The mean loss of a batch. */
  readonly loss: (samples: Samples) => (parameters: Parameters, indices: Indices) => Expr<readonly []>;
  /** The share of a batch that is classified rightly. */
  readonly accuracy: (samples: Samples) => (parameters: Parameters, indices: Indices) => Expr<readonly []>;
}

/** The classifier of a recipe, for images of so many pixels. Grey levels are scaled to `0 … 1`: zeros stay zeros. */
export const classifierFor = (recipe: Recipe, pixels: number): Classifier => {
  const model = networkFor(recipe, pixels);
  const logitsOf = (parameters: Parameters, { images }: Samples, indices: Indices) => {
    const grey = reshape(take(images, indices), [indices.shape[0], pixels]);
    return model.apply(parameters, div(cast(grey, "f32"), 255));
  };
  return {
    init: model.init,
    loss: (samples) => (parameters, indices) =>
      losses[recipe.loss](logitsOf(parameters, samples, indices), take(samples.labels, indices)),
    accuracy: (samples) => (parameters, indices) =>
      accuracy(logitsOf(parameters, samples, indices), take(samples.labels, indices)),
  };
};

/** How many samples are classified at once. */
const AT_ONCE = 1000;

/** The share of all samples that is classified rightly, as a function of the parameters. */
export const accuracyOn = (
  classifier: Classifier,
  samples: Samples,
  backend: Backend,
): ((parameters: Trained) => number) => {
  const count = samples.labels.shape[0];
  const order = Array.from({ length: count }, (_, index) => index);
  const batches = batchesOf(order, { batch: AT_ONCE, atOnce: 1 }).flatMap(eachBatch);
  const accuracyOf = compile(classifier.accuracy(samples), { backend });
  const rightIn = (parameters: Trained, indices: (typeof batches)[number]): number =>
    Math.round(accuracyOf(parameters, indices).toNumber() * indices.size);
  return (parameters) => batches.reduce((right, indices) => right + rightIn(parameters, indices), 0) / count;
};
