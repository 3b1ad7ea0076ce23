import { bernoulli, type Random, type Stacked } from "@chainrule/core";
import { sequenceArray } from "fp-ts/lib/State.js";
import type { Recipe } from "../recipe/recipe.js";
import type { Batches } from "./batches.js";
import type { Batch } from "./classifier.js";

/** What the steps of a chunk are given, one batch for each, and where the random numbers stand afterwards. */
export const chunkOf =
  ({ hidden, dropout }: Recipe, rows: Batches): Random<Stacked<Batch>> =>
  (random) => {
    if (dropout === 0) return [{ rows }, random];
    const [steps, batch] = rows.shape;
    const [masks, next] = sequenceArray(hidden.map((units) => bernoulli([steps, batch, units], 1 - dropout)))(random);
    return [{ rows, masks }, next];
  };
