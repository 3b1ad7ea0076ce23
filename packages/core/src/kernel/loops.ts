// Every `as A` below reads an element that exists: the shape rules of the ops make all buffers of a loop long enough.

import type { Buffer, Elementary } from "../number-system/elementary.js";
import { type Shape, stridesOf } from "../shape/shape.js";
import type { DType } from "../tensor/dtype.js";
import { type View, walk } from "./walk.js";

/** The row-major view of a whole buffer. */
export const whole = (shape: Shape): View => ({ offset: 0, strides: stridesOf(shape) });

/** A buffer that holds one element everywhere. */
export const filled = <A>(K: Elementary<A>, dtype: DType, size: number, value: A): Buffer<A> => {
  const out = K.allocate(dtype, size);
  for (let i = 0; i < out.length; i++) out[i] = value;
  return out;
};

/** `outᵢ = f(aᵢ)`. */
export const map = <A>(f: (a: A) => A, a: Buffer<A>, out: Buffer<A>): Buffer<A> => {
  for (let i = 0; i < out.length; i++) out[i] = f(a[i] as A);
  return out;
};

/** `outᵢ = f(aᵢ, bᵢ)`. */
export const zip = <A>(f: (a: A, b: A) => A, a: Buffer<A>, b: Buffer<A>, out: Buffer<A>): Buffer<A> => {
  for (let i = 0; i < out.length; i++) out[i] = f(a[i] as A, b[i] as A);
  return out;
};

/** `outᵢ = conditionᵢ ? aᵢ : bᵢ`. */
export const choose = <A>(
  holds: (condition: A) => boolean,
  condition: Buffer<A>,
  a: Buffer<A>,
  b: Buffer<A>,
  out: Buffer<A>,
): Buffer<A> => {
  for (let i = 0; i < out.length; i++) out[i] = (holds(condition[i] as A) ? a[i] : b[i]) as A;
  return out;
};

/** Copies the elements of `shape` from their places in one buffer to their places in another. */
export const copy = (shape: Shape, from: View, to: View) => {
  const visitAll = walk(shape, from, to);
  return <A>(source: Buffer<A>, target: Buffer<A>): Buffer<A> => {
    visitAll((a, b, stepA, stepB, count) => {
      for (let i = 0; i < count; i++) target[b + i * stepB] = source[a + i * stepA] as A;
    });
    return target;
  };
};

/** Takes an element into what the elements before it, at the same place of the result, came to. */
export type Combine<A> = (accumulated: A, a: A, place: number) => A;

/**
 * Combines all elements that share a place in the result, in row-major order, starting from `initial`. Each run asks for a `combine` of
 * its own, which may therefore remember what it has seen.
 * The running values are kept in f64 whatever the dtype, so that a long sum of f32 values is rounded once.
 */
export const fold = <A>(
  K: Elementary<A>,
  dtype: DType,
  shape: Shape,
  to: View,
  size: number,
  initial: A,
  combining: () => Combine<A>,
): ((source: Buffer<A>) => Buffer<A>) => {
  const visitAll = walk(shape, whole(shape), to);
  return (source) => {
    const running = filled(K, "f64", size, initial);
    const combine = combining();
    visitAll((a, b, stepA, stepB, count) => {
      for (let i = 0; i < count; i++) {
        const place = b + i * stepB;
        running[place] = combine(running[place] as A, source[a + i * stepA] as A, place);
      }
    });
    return map((value) => value, running, K.allocate(dtype, size));
  };
};

/**
 * `outₕᵢⱼ = Σₖ aₕᵢₖ·bₕₖⱼ`, summed in the order of `k`; each sum is kept in f64 and rounded once. Four terms are added at a time, in that
 * order: the same bits, with a quarter of the loads and stores of the running sums.
 */
export const contract =
  <A>(K: Elementary<A>, dtype: DType, batch: number, rows: number, inner: number, columns: number) =>
  (a: Buffer<A>, b: Buffer<A>): Buffer<A> => {
    const { add, mul, zero } = K;
    const out = K.allocate(dtype, batch * rows * columns);
    const sums = K.allocate("f64", columns);
    for (let row = 0; row < batch * rows; row++) {
      const left = row * inner;
      const block = Math.floor(row / rows) * inner * columns;
      for (let j = 0; j < columns; j++) sums[j] = zero;
      let k = 0;
      for (; k + 3 < inner; k += 4) {
        const [x0, x1, x2, x3] = [a[left + k] as A, a[left + k + 1] as A, a[left + k + 2] as A, a[left + k + 3] as A];
        const start = block + k * columns;
        for (let j = start; j < start + columns; j++) {
          const first = add(add(sums[j - start] as A, mul(x0, b[j] as A)), mul(x1, b[j + columns] as A));
          sums[j - start] = add(add(first, mul(x2, b[j + 2 * columns] as A)), mul(x3, b[j + 3 * columns] as A));
        }
      }
      for (; k < inner; k++) {
        const x = a[left + k] as A;
        const start = block + k * columns;
        for (let j = 0; j < columns; j++) sums[j] = add(sums[j] as A, mul(x, b[start + j] as A));
      }
      for (let j = 0; j < columns; j++) out[row * columns + j] = sums[j] as A;
    }
    return out;
  };
