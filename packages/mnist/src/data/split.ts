import type { Tensor } from "@chainrule/core";
import { adopt, bufferOf } from "@chainrule/core/backend";
import * as E from "fp-ts/lib/Either.js";
import type { Images, Labels, Samples } from "./samples.js";

/** How much to set aside for validation: a share of the samples (rounded to whole samples), or so many of them. */
export type ValidationSize = { readonly fraction: number } | { readonly count: number };

/** The size asked for is not a whole number of samples, is none of them, or leaves none to train on. */
export interface SplitError {
  readonly _tag: "SplitOutOfRange";
  readonly asked: ValidationSize;
  /** How many samples there are to split. */
  readonly available: number;
}

/** Training and validation samples; no sample is in both. */
export interface Split {
  readonly train: Samples;
  readonly validation: Samples;
}

/**
 * Renders what is wrong with the size of a validation set.
 *
 * @example
 * import { showSplitError } from "@chainrule/mnist";
 * assert.equal(
 *   showSplitError({ _tag: "SplitOutOfRange", asked: { count: 100 }, available: 100 }),
 *   "validation: cannot set aside 100 of 100 samples: expected 1 to 99",
 * );
 */
export const showSplitError = ({ asked, available }: SplitError): string => {
  const size = "count" in asked ? `${asked.count}` : `the fraction ${asked.fraction}`;
  const right = available < 2 ? "a split needs at least 2" : `expected 1 to ${available - 1}`;
  return `validation: cannot set aside ${size} of ${available} samples: ${right}`;
};

const countOf = ({ labels }: Samples): number => labels.shape[0];

/** A fresh array of the entries of the first axis named by `indices`, of which there are no more than entries. */
const gather = (tensor: Tensor, stride: number, indices: readonly number[]) => {
  const from = bufferOf(tensor);
  const to = from.slice(0, indices.length * stride);
  indices.forEach((index, position) => {
    to.set(from.subarray(index * stride, (index + 1) * stride), position * stride);
  });
  return to;
};

const take = ({ images, labels }: Samples, indices: readonly number[]): Samples => {
  const [, rows, columns] = images.shape;
  return {
    images: adopt<Images["shape"]>([indices.length, rows, columns], gather(images, rows * columns, indices)),
    labels: adopt<Labels["shape"]>([indices.length], gather(labels, 1, indices)),
  };
};

const isPermutation = (order: readonly number[], size: number): boolean =>
  order.length === size &&
  new Set(order).size === size &&
  order.every((index) => Number.isInteger(index) && index >= 0 && index < size);

/**
 * The first `count` samples, or all when there are fewer.
 *
 * @throws RangeError when `count` is not a whole number, or negative.
 *
 * @example
 * import { full, tensor } from "@chainrule/core";
 * import { limit } from "@chainrule/mnist";
 * const samples = { images: full([3, 1, 1], 0, { dtype: "u8" }), labels: tensor([5, 0, 4], { dtype: "u8" }) };
 * assert.deepEqual(limit(samples, 2).labels.toArray(), [5, 0]);
 */
export const limit = (samples: Samples, count: number): Samples => {
  if (!Number.isInteger(count) || count < 0)
    throw new RangeError(`limit: needs a whole number of samples, got ${count}`);
  if (count >= countOf(samples)) return samples;
  return take(
    samples,
    Array.from({ length: count }, (_, index) => index),
  );
};

/**
 * Splits off a validation set: the samples named first in `order` validate, the rest train, both in that order; left when either
 * set would be empty. `order` is a permutation of the sample indices; a random one makes a random split.
 *
 * @throws RangeError when `order` is not a permutation of `0 … count − 1`.
 *
 * @example
 * import { full, tensor } from "@chainrule/core";
 * import { splitValidation } from "@chainrule/mnist";
 * import * as E from "fp-ts/lib/Either.js";
 * import { pipe } from "fp-ts/lib/function.js";
 * const samples = { images: full([3, 1, 1], 0, { dtype: "u8" }), labels: tensor([5, 0, 4], { dtype: "u8" }) };
 * const labels = pipe(
 *   splitValidation(samples, { count: 1 }, [2, 0, 1]),
 *   E.map(({ train, validation }) => [train.labels.toArray(), validation.labels.toArray()]),
 * );
 * assert.deepEqual(labels, E.right([[5, 0], [4]]));
 */
export const splitValidation = (
  samples: Samples,
  size: ValidationSize,
  order: readonly number[],
): E.Either<SplitError, Split> => {
  const available = countOf(samples);
  if (!isPermutation(order, available))
    throw new RangeError(`splitValidation: the order must name each of the ${available} samples exactly once`);
  const count = "count" in size ? size.count : Math.round(size.fraction * available);
  if (!Number.isInteger(count) || count < 1 || count >= available)
    return E.left({ _tag: "SplitOutOfRange", asked: size, available });
  return E.right({ train: take(samples, order.slice(count)), validation: take(samples, order.slice(0, count)) });
};
