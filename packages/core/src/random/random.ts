import type { State } from "fp-ts/lib/State.js";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import { checkShape, type Shape, sizeOf } from "../shape/shape.js";
import { allocate } from "../tensor/dtype.js";
import { Tensor, type TensorOptions } from "../tensor/tensor.js";

/** Where a sequence of random numbers stands: plain data, which can be saved and resumed from. */
export type RandomState = readonly number[];

/** A value that takes random numbers: a function of where the sequence stands, which also tells where it stands afterwards. */
export type Random<A> = State<RandomState, A>;

/** A bijection of 32-bit words that changes half of the bits for each bit changed (the finaliser of `splitmix32`, by C. Wellons). */
const scramble = (word: number): number => {
  const first = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  const second = Math.imul(first ^ (first >>> 15), 0x735a2d97);
  return second ^ (second >>> 15);
};

/**
 * The start of the sequence that belongs to a seed, of which the lower 32 bits count (xoroshiro128+).
 *
 * The state is four scrambled words, as the authors of the generator advise: from a state of mostly equal bits the first draws would
 * be close to 1, and those of neighbouring seeds close to each other.
 *
 * @throws RangeError when the seed is not a whole number.
 *
 * Source: Blackman & Vigna, *Scrambled Linear Pseudorandom Number Generators*, ACM TOMS 47 (2021).
 *
 * @example
 * import { seed, uniform } from "@chainrule/core";
 * const [a] = uniform([2])(seed(1));
 * const [b] = uniform([2])(seed(1));
 * assert.ok(a.equals(b));
 */
export const seed = (value: number): RandomState => {
  if (!Number.isSafeInteger(value)) throw new RangeError(`seed: needs a whole number, got ${value}`);
  // Steps of 2³² divided by the golden ratio never meet, so at most one of the words is 0.
  return Object.freeze([1, 2, 3, 4].map((step) => scramble(value + Math.imul(step, 0x9e3779b9))));
};

/** Draws from a generator that nobody else sees, and returns where it stands afterwards. */
const drawing =
  <A>(draw: (generator: RandomGenerator) => A): Random<A> =>
  (state) => {
    const generator = xoroshiro128plusFromState(state);
    return [draw(generator), Object.freeze([...generator.getState()])];
  };

/** A tensor of independent draws. */
const independent = <S extends Shape>(
  shape: S,
  { dtype = "f32" }: TensorOptions,
  sample: (generator: RandomGenerator) => number,
): Random<Tensor<S>> =>
  drawing((generator) => {
    const data = allocate(dtype, sizeOf(checkShape("random", shape)));
    for (let index = 0; index < data.length; index++) data[index] = sample(generator);
    return Tensor.adopt(shape, data);
  });

/** Between which bounds to draw. */
export interface UniformOptions extends TensorOptions {
  /** Default 0. */
  readonly low?: number;
  /** Default 1. */
  readonly high?: number;
}

/**
 * Independent values, uniform in `[low, high)`.
 *
 * @example
 * import { seed, uniform } from "@chainrule/core";
 * const [x] = uniform([100], { low: -1, high: 1 })(seed(7));
 * assert.ok(x.toArray().every((value) => value >= -1 && value < 1));
 */
export const uniform = <const S extends Shape>(
  shape: S,
  { low = 0, high = 1, ...options }: UniformOptions = {},
): Random<Tensor<S>> => {
  const rounded = options.dtype === "f64" ? (value: number) => value : Math.fround;
  return independent(shape, options, (generator) => {
    const value = rounded(low + (high - low) * uniformFloat64(generator));
    // About one draw in 2²⁵ is rounded up to `high` in f32, and in f64 one in 2⁵³.
    return value < high ? value : low;
  });
};

/** Which normal distribution to draw from. */
export interface NormalOptions extends TensorOptions {
  /** Default 0. */
  readonly mean?: number;
  /** The standard deviation; default 1. */
  readonly deviation?: number;
}

/** A draw from the standard normal distribution (Box and Muller, 1958). */
const standardNormal = (generator: RandomGenerator): number => {
  // 1 − u lies in (0, 1], so that its logarithm is finite.
  const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(generator)));
  return radius * Math.cos(2 * Math.PI * uniformFloat64(generator));
};

/**
 * Independent values from a normal distribution.
 *
 * @example
 * import { normal, seed } from "@chainrule/core";
 * const [x] = normal([1000], { mean: 5, deviation: 0.1 })(seed(7));
 * assert.ok(x.toArray().every((value) => Math.abs(value - 5) < 1));
 */
export const normal = <const S extends Shape>(
  shape: S,
  { mean = 0, deviation = 1, ...options }: NormalOptions = {},
): Random<Tensor<S>> => independent(shape, options, (generator) => mean + deviation * standardNormal(generator));

/**
 * The whole numbers `0 … size − 1` in random order, each order equally likely (Fisher and Yates), as `i32`.
 *
 * @example
 * import { permutation, seed } from "@chainrule/core";
 * const [order] = permutation(5)(seed(7));
 * assert.deepEqual(order.toArray().sort(), [0, 1, 2, 3, 4]);
 */
export const permutation = <const N extends number>(size: N): Random<Tensor<readonly [N]>> =>
  drawing((generator) => {
    checkShape("permutation", [size]);
    const order = Int32Array.from({ length: size }, (_, index) => index);
    for (let last = size - 1; last > 0; last--) {
      const chosen = uniformInt(generator, 0, last);
      [order[last], order[chosen]] = [order[chosen] ?? chosen, order[last] ?? last];
    }
    return Tensor.adopt([size], order);
  });

/** How finely a probability is told apart: a truth value costs half of a random word. */
const LEVELS = 2 ** 16;

/**
 * Independent truth values, `1` with the given probability and otherwise `0`, as `u8`; the probability is rounded to a multiple of 2⁻¹⁶.
 *
 * @throws RangeError when the probability is not in `[0, 1]`.
 *
 * @example
 * import { bernoulli, seed } from "@chainrule/core";
 * const [kept] = bernoulli([100, 100], 0.75)(seed(7));
 * const share = kept.toArray().reduce((sum, bit) => sum + bit, 0) / kept.size;
 * assert.ok(Math.abs(share - 0.75) < 0.02);
 */
export const bernoulli = <const S extends Shape>(shape: S, probability: number): Random<Tensor<S>> => {
  if (!(probability >= 0 && probability <= 1))
    throw new RangeError(`bernoulli: needs a probability in [0, 1], got ${probability}`);
  const threshold = Math.round(probability * LEVELS);
  return drawing((generator) => {
    const bits = new Uint8Array(sizeOf(checkShape("bernoulli", shape)));
    for (let at = 0; at < bits.length; at += 2) {
      const word = generator.next();
      // The sign of a difference: a comparison would be a branch that no processor can foresee, at twice the time.
      bits[at] = ((word & 0xffff) - threshold) >>> 31;
      bits[at + 1] = ((word >>> 16) - threshold) >>> 31; // past the end of an odd number of values nothing is written
    }
    return Tensor.adopt(shape, bits);
  });
};
