import { type Shape, ShapeError, showShape, sizeOf, type Tensor, type TypedArray } from "@chainrule/core";
import { adopt, bufferOf } from "@chainrule/core/backend";
import * as E from "fp-ts/lib/Either.js";
import type { Samples } from "./samples.js";

/** A tensor with a first axis. */
type Rows = Tensor<readonly [count: number, ...rest: Shape]>;

/** Tensors whose entries of the first axis belong together: `Samples`, `Examples`. */
export type Aligned<T> = { readonly [Key in keyof T]: Rows };

/** The same tensors with another number of entries. */
export type Selected<T> = {
  readonly [Key in keyof T]: T[Key] extends Tensor<readonly [number, ...infer Rest extends Shape]>
    ? Tensor<readonly [count: number, ...Rest]>
    : never;
};

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
export interface Split<T = Samples> {
  readonly train: T;
  readonly validation: T;
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

/** How many entries the first axes have. */
const countOf = <T extends Aligned<T>>(operation: string, samples: T): number => {
  const shapes = Object.values<Rows>(samples).map(({ shape }) => shape);
  const [count = 0, ...others] = new Set(shapes.map(([size]) => size));
  if (others.length > 0)
    throw new ShapeError(`${operation}: the first axes differ: ${shapes.map(showShape).join(", ")}`);
  return count;
};

/** Entries of the first axis, as `choose` finds them in the buffer, where each takes `stride` places. */
const select = <T extends Aligned<T>>(
  samples: T,
  count: number,
  choose: (buffer: TypedArray, stride: number) => TypedArray,
): Selected<T> => {
  const selected = Object.entries<Rows>(samples).map(([name, tensor]) => {
    const [, ...rest] = tensor.shape;
    return [name, adopt([count, ...rest], choose(bufferOf(tensor), sizeOf(rest)))];
  });
  // Safe: every tensor keeps its name and all its axes but the first.
  return Object.fromEntries(selected) as Selected<T>;
};

/** A copy of the entries named by `indices`, of which there are no more than entries. */
const pick = <T extends Aligned<T>>(samples: T, indices: readonly number[]): Selected<T> =>
  select(samples, indices.length, (from, stride) => {
    const to = from.slice(0, indices.length * stride);
    indices.forEach((index, position) => {
      to.set(from.subarray(index * stride, (index + 1) * stride), position * stride);
    });
    return to;
  });

const isPermutation = (order: readonly number[], size: number): boolean =>
  order.length === size &&
  new Set(order).size === size &&
  order.every((index) => Number.isInteger(index) && index >= 0 && index < size);

/**
 * The first `count` samples, or all when there are fewer; nothing is copied.
 *
 * @throws RangeError when `count` is not a whole number, or negative.
 * @throws ShapeError when the first axes of the tensors differ.
 *
 * @example
 * import { full, tensor } from "@chainrule/core";
 * import { limit } from "@chainrule/mnist";
 * const samples = { images: full([3, 1, 1], 0, { dtype: "u8" }), labels: tensor([5, 0, 4], { dtype: "u8" }) };
 * assert.deepEqual(limit(samples, 2).labels.toArray(), [5, 0]);
 */
export const limit = <T extends Aligned<T>>(samples: T, count: number): Selected<T> => {
  if (!Number.isInteger(count) || count < 0)
    throw new RangeError(`limit: needs a whole number of samples, got ${count}`);
  const kept = Math.min(count, countOf("limit", samples));
  return select(samples, kept, (buffer, stride) => buffer.subarray(0, kept * stride));
};

/**
 * Splits off a validation set: the samples named first in `order` validate, the rest train, both in that order; left when either
 * set would be empty. `order` is a permutation of the sample indices; a random one makes a random split.
 *
 * @throws RangeError when `order` is not a permutation of `0 … count − 1`.
 * @throws ShapeError when the first axes of the tensors differ.
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
export const splitValidation = <T extends Aligned<T>>(
  samples: T,
  size: ValidationSize,
  order: readonly number[],
): E.Either<SplitError, Split<Selected<T>>> => {
  const available = countOf("splitValidation", samples);
  if (!isPermutation(order, available))
    throw new RangeError(`splitValidation: the order must name each of the ${available} samples exactly once`);
  const count = "count" in size ? size.count : Math.round(size.fraction * available);
  if (!Number.isInteger(count) || count < 1 || count >= available)
    return E.left({ _tag: "SplitOutOfRange", asked: size, available });
  return E.right({ train: pick(samples, order.slice(count)), validation: pick(samples, order.slice(0, count)) });
};
