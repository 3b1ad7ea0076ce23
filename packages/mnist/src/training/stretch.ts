import { permutation, type Random, type RandomState, uniform } from "@chainrule/core";
import type { DataSet } from "../data/data-set.js";
import type { Examples } from "../data/examples.js";
import type { Recipe } from "../recipe/recipe.js";
import { type AffineRanges, randomAffine } from "./affine.js";
import { type Batches, batchesOf } from "./batches.js";

/** What the epochs between two measurements are made of. */
export interface Stretch {
  readonly epochs: number;
  /** The batches, in the order in which they are taken, some at a time. */
  readonly chunks: readonly Batches[];
  /** What they learn from: the training examples of the data, or distorted copies of them. */
  readonly examples: Examples;
}

/** Samples between two signs of life. */
const SAMPLES_AT_ONCE = 1024;

/** How far images are moved; the numbers were chosen on a validation set (docs/decisions/0018). */
const augmentation: AffineRanges = { rotation: 15, scale: 0.15, shear: 0.2, shift: 1 };

/** The order in which an epoch takes `count` samples. */
const orderOf = (order: Recipe["order"], count: number): Random<readonly number[]> => {
  if (order === "given") return (random) => [Array.from({ length: count }, (_, index) => index), random];
  if (order === "shuffled")
    return (random) => {
      const [shuffled, next] = permutation(count)(random);
      return [shuffled.toArray(), next];
    };
  return (random) => {
    const [drawn, next] = uniform([count], { high: count, dtype: "f64" })(random);
    return [drawn.toArray().map(Math.floor), next];
  };
};

/** How many samples a step takes. */
export const batchSize = ({ batch }: Recipe, count: number): number => (batch === "all" ? count : batch);

/** How many steps a run takes, if nothing stops it. */
export const stepsOf = (recipe: Recipe, count: number): number =>
  recipe.epochs * Math.ceil(count / batchSize(recipe, count));

/** The epochs after `done` until the next measurement. */
export const stretchAfter =
  (recipe: Recipe, { train, image }: Pick<DataSet, "train" | "image">, done: number): Random<Stretch> =>
  (random) => {
    const count = train.labels.shape[0];
    const batch = batchSize(recipe, count);
    const epochs = Math.min(recipe.measureEvery, recipe.epochs - done);
    const [orders, ordered] = ordersOf(recipe.order, count, epochs)(random);
    const atOnce = Math.max(1, Math.floor(SAMPLES_AT_ONCE / batch));
    // Where batches end with epochs, one call may take the steps of several epochs.
    const sequences = count % batch === 0 ? [orders.flat()] : orders;
    const chunks = sequences.flatMap((order) => batchesOf(order, { batch, atOnce }));
    if (!recipe.augment || image === undefined) return [{ epochs, chunks, examples: train }, ordered];
    const [inputs, next] = randomAffine(train.inputs, image, augmentation)(ordered);
    return [{ epochs, chunks, examples: { ...train, inputs } }, next];
  };

const ordersOf = (order: Recipe["order"], count: number, epochs: number) => (random: RandomState) =>
  Array.from({ length: epochs }).reduce<readonly [readonly (readonly number[])[], RandomState]>(
    ([orders, from]) => {
      const [drawn, next] = orderOf(order, count)(from);
      return [[...orders, drawn], next];
    },
    [[], random],
  );
