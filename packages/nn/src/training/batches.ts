import { permutation, type Random, ShapeError, type Tensor, tensorFrom } from "@chainrule/core";
import { pipe } from "fp-ts/lib/function.js";
import { map } from "fp-ts/lib/State.js";

/**
 * The positions `0 … samples − 1` in random order, `batch` to a row, as `i32`: the rows of one epoch, for `take` to pick samples by.
 * Where `samples` is no multiple of `batch`, the rest of the order is left out, another rest each epoch. Shape: `[⌊samples / batch⌋, batch]`.
 *
 * @throws ShapeError when there are fewer samples than a batch takes.
 *
 * @example
 * import { seed } from "@chainrule/core";
 * import { shuffledBatches } from "@chainrule/nn";
 * const [batches] = shuffledBatches(10, 3)(seed(1));
 * assert.deepEqual(batches.shape, [3, 3]);
 * assert.equal(new Set(batches.toArray()).size, 9);
 */
export const shuffledBatches = (samples: number, batch: number): Random<Tensor<readonly [number, number]>> => {
  if (!(batch >= 1 && batch <= samples))
    throw new ShapeError(`shuffledBatches: ${samples} samples do not fill a batch of ${batch}; needs 1 … ${samples}`);
  const count = Math.floor(samples / batch);
  return pipe(
    permutation(samples),
    map((order) => tensorFrom([count, batch], order.toTypedArray().subarray(0, count * batch))),
  );
};
