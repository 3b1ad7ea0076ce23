// Source: P. T. P. Tang, "Table-driven implementation of the logarithm function in IEEE floating-point arithmetic" (1990), and FDLIBM's
// e_log, for `log(1 + f) = f − f²/2 + s·(f²/2 + R(s²))` with `s = f/(2 + f)`.

import type { Code } from "../code/code.js";
import { and, or } from "../lanes/bits.js";
import type { FloatLanes } from "../lanes/float.js";
import { log2 } from "./exponential.js";
import { type Coefficients, polynomial } from "./polynomial.js";
import { signBit } from "./sign.js";

/** `(2 artanh s − 2s)/(s·s²)` by `z = s² ≤ (3 − 2√2)²`, to `2⁻³⁰` and `2⁻⁵⁹` of `2 artanh s / s`. */
const artanh: Coefficients = {
  f32: [0.6666677594184875, 0.3997756838798523, 0.29871460795402527],
  f64: [
    0.6666666666666735, 0.3999999999940935, 0.28571428743686755, 0.22222198428927142, 0.1818357235854926,
    0.1531383205140233, 0.14798260101779617,
  ],
};

/** `x = 2ᵏ·m` with `√½ ≤ m < √2`. */
export interface Parts {
  readonly k: Code;
  readonly m: Code;
  /** Bits whose low end is `k + bias`. */
  readonly biased: Code;
}

const bitsOfRootHalf = { f32: 0x3f3504f3n, f64: 0x3fe6a09e667f3bcdn } as const;

/** Splits a normal positive number. */
export const partsOf = (lanes: FloatLanes, x: Code): Parts => {
  const { dtype, format, constant, constantBits, sub, addBits, shiftRight } = lanes;
  const { significand, bias } = format;
  const one = BigInt(bias) << BigInt(significand);
  const rootHalf = bitsOfRootHalf[dtype];
  const moved = addBits(x, constantBits(one - rootHalf));
  const biased = shiftRight(moved, significand);
  // The exponent as the low end of the significand of 2^significand is the exponent as a float.
  const k = sub(or(biased, constant(2 ** significand)), constant(2 ** significand + bias));
  const rest = and(moved, constantBits((1n << BigInt(significand)) - 1n));
  return { k, m: addBits(rest, constantBits(rootHalf)), biased };
};

/** The parts of any positive number: those too small to be normal are scaled first. */
export const partsOfPositive = (lanes: FloatLanes, x: Code): Parts => {
  const { format, constant, mul, sub, less, choose } = lanes;
  const lift = format.significand + 2;
  const isSmall = less(x, constant(2 ** (1 - format.bias)));
  const { k, m, biased } = partsOf(lanes, choose(isSmall, mul(x, constant(2 ** lift)), x));
  return { k: sub(k, and(isSmall, constant(lift))), m, biased };
};

/** `k·log 2 + log(1 + f)`. */
const combined = (lanes: FloatLanes, k: Code, f: Code): Code => {
  const { dtype, constant, add, sub, mul, div, multiplyAdd } = lanes;
  const s = div(f, add(constant(2), f));
  const z = mul(s, s);
  const half = mul(mul(constant(0.5), f), f);
  const series = multiplyAdd(z, polynomial(lanes, artanh, z), half);
  const low = multiplyAdd(s, series, mul(k, constant(log2[dtype].low)));
  return multiplyAdd(k, constant(log2[dtype].high), sub(f, sub(half, low)));
};

/** A logarithm's value at 0, at `∞`, below 0 and at NaN, by an argument with the same sign. */
export const atEnds = (lanes: FloatLanes, x: Code, y: Code): Code => {
  const { constant, less, equal, choose } = lanes;
  const zero = constant(0);
  const finite = choose(less(x, constant(Number.POSITIVE_INFINITY)), y, x);
  return or(choose(equal(x, zero), constant(Number.NEGATIVE_INFINITY), finite), less(x, zero));
};

/** `log x`, within 1 ulp. */
export const log = (lanes: FloatLanes, x: Code): Code => {
  const { k, m } = partsOfPositive(lanes, x);
  return atEnds(lanes, x, combined(lanes, k, lanes.sub(m, lanes.constant(1))));
};

/** `log(1 + x)`, within 1.5 ulp in f32 and 1 in f64, for small `x` too: what the sum `1 + x` rounds off goes into `f`. */
export const log1p = (lanes: FloatLanes, x: Code): Code => {
  const { format, constant, constantBits, add, sub, subBits, shiftLeft, multiplyAdd, less } = lanes;
  const one = constant(1);
  const sum = add(one, x);
  const added = sub(sum, one);
  const lost = add(sub(one, sub(sum, added)), sub(x, added));
  const { k, m, biased } = partsOf(lanes, sum);
  // 2⁻ᵏ; where the sum is large nothing that was lost counts, and the power may be beyond the exponents.
  const inverse = shiftLeft(subBits(constantBits(BigInt(2 * format.bias)), biased), format.significand);
  const scale = and(inverse, less(sum, constant(2 ** (format.bias - 1))));
  const y = combined(lanes, k, multiplyAdd(lost, scale, sub(m, one)));
  return or(atEnds(lanes, sum, y), and(x, signBit(lanes)));
};
