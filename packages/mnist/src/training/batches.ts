import { type Tensor, tensorFrom } from "@chainrule/core";

/** Some batches of one size: the indices of their samples, `[batches, batch]`, dtype `i32`. */
export type Batches = Tensor<readonly [number, number]>;

const rows = (order: readonly number[], start: number, count: number, batch: number): Batches =>
  tensorFrom([count, batch], Int32Array.from(order.slice(start, start + count * batch)));

/**
 * An order of samples cut into batches, a few batches at a time; the last batch has what is left.
 *
 * @throws RangeError when a size is not a positive whole number.
 *
 * @example
 * import { batchesOf } from "@chainrule/mnist";
 * const shapes = batchesOf([4, 1, 3, 0, 2], { batch: 2, atOnce: 2 }).map(({ shape }) => shape);
 * assert.deepEqual(shapes, [[2, 2], [1, 1]]);
 */
export const batchesOf = (
  order: readonly number[],
  { batch, atOnce }: { readonly batch: number; readonly atOnce: number },
): readonly Batches[] => {
  if (![batch, atOnce].every((size) => Number.isInteger(size) && size > 0))
    throw new RangeError(`batchesOf: needs positive whole sizes, got batch ${batch} and ${atOnce} at once`);
  const full = Math.floor(order.length / batch);
  const left = order.length - full * batch;
  const chunks = Array.from({ length: Math.ceil(full / atOnce) }, (_, chunk) => {
    const first = chunk * atOnce;
    return rows(order, first * batch, Math.min(atOnce, full - first), batch);
  });
  return left === 0 ? chunks : [...chunks, rows(order, full * batch, 1, left)];
};

/** The indices of each batch. */
export const eachBatch = (batches: Batches): readonly Tensor<readonly [number]>[] => {
  const [count, size] = batches.shape;
  const indices = batches.toTypedArray();
  return Array.from({ length: count }, (_, i) => tensorFrom([size], indices.slice(i * size, (i + 1) * size)));
};
