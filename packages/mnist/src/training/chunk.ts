import { bernoulli, type Random, type Stacked, type Tensor } from "@chainrule/core";
import { adopt, bufferOf } from "@chainrule/core/backend";
import { sequenceArray } from "fp-ts/lib/State.js";
import type { Inputs } from "../data/examples.js";
import type { Recipe } from "../recipe/recipe.js";
import type { Batches } from "./batches.js";
import type { Batch } from "./classifier.js";

/** What the steps of a chunk learn from, one batch for each, and where the random numbers stand afterwards. */
export const chunkOf =
  ({ hidden, dropout }: Recipe, inputs: Inputs | undefined, rows: Batches): Random<Stacked<Batch>> =>
  (random) => {
    const [steps, batch] = rows.shape;
    const [masks, next] = sequenceArray(
      (dropout === 0 ? [] : hidden).map((units) => bernoulli([steps, batch, units], 1 - dropout)),
    )(random);
    const own = inputs === undefined ? {} : { inputs: gathered(inputs, rows) };
    return [{ rows, ...own, ...(masks.length === 0 ? {} : { masks }) }, next];
  };

/** The inputs of each batch, `[batches, batch, features]`. */
const gathered = (inputs: Inputs, rows: Batches): Tensor<readonly [number, number, number]> => {
  const [steps, batch] = rows.shape;
  const features = inputs.shape[1];
  const from = bufferOf(inputs);
  const to = from.slice(0, rows.size * features);
  for (const [position, row] of rows.toTypedArray().entries())
    to.set(from.subarray(row * features, (row + 1) * features), position * features);
  return adopt([steps, batch, features], to);
};
