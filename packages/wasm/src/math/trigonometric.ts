// Source: FDLIBM's k_sin and k_cos, for the way in which the low part of the angle and the rounding of 1 − x²/2 are taken in.

import type { Code } from "../code/code.js";
import { and, not, or, xor } from "../lanes/bits.js";
import type { FloatLanes } from "../lanes/float.js";
import type { Angle } from "./angle/angle.js";
import { reduceF32 } from "./angle/reduce-f32.js";
import { reduceF64 } from "./angle/reduce-f64.js";
import { type Coefficients, polynomial } from "./polynomial.js";
import { signBit } from "./sign.js";

/** `(sin x − x)/x³` by `x²` for `|x| ≤ π/4`, to `2⁻²⁸` and `2⁻⁵⁸` of `x`. */
const sineTail: Coefficients = {
  f32: [-0.16666655242443085, 0.008332190103828907, -0.00019518405315466225],
  f64: [
    -0.16666666666666632, 0.008333333333322455, -0.00019841269829813413, 2.755731368757074e-6, -2.505075671380996e-8,
    1.5896681810442422e-10,
  ],
};

/** `(cos x − 1 + x²/2)/x⁴` by `x²` for `|x| ≤ π/4`, to `2⁻³³` and `2⁻⁶⁴`. */
const cosineTail: Coefficients = {
  f32: [0.04166664555668831, -0.00138873013202101, 2.4430670237052254e-5],
  f64: [
    0.0416666666666666, -0.0013888888888874441, 2.480158728963631e-5, -2.7557314387467745e-7, 2.0875727058538473e-9,
    -1.1359802441859821e-11,
  ],
};

/** The angle of a magnitude. One below `π/4` is its own. */
const angleOf = (lanes: FloatLanes, magnitude: Code): Angle => {
  const { dtype, constant, less, choose } = lanes;
  const { quarters, high, low } = dtype === "f32" ? reduceF32(magnitude) : reduceF64(lanes, magnitude);
  const isSmall = less(magnitude, constant(Math.PI / 4));
  const zero = constant(0);
  return {
    quarters: choose(isSmall, zero, quarters),
    high: choose(isSmall, magnitude, high),
    low: low === undefined ? undefined : choose(isSmall, zero, low),
  };
};

/** `sin(x + low) = x + low·cos x + x³·(…)`. */
const sine = (lanes: FloatLanes, x: Code, low: Code | undefined): Code => {
  const { constant, add, sub, mul, multiplyAdd } = lanes;
  const z = mul(x, x);
  const tail = mul(mul(z, x), polynomial(lanes, sineTail, z));
  if (low === undefined) return add(x, tail);
  return add(x, multiplyAdd(low, sub(constant(1), mul(z, constant(0.5))), tail));
};

/** `cos(x + low) = 1 − x²/2 − low·x + x⁴·(…)`, where what `1 − x²/2` rounds off is added back. */
const cosine = (lanes: FloatLanes, x: Code, low: Code | undefined): Code => {
  const { constant, add, sub, mul, multiplySubtract } = lanes;
  const one = constant(1);
  const z = mul(x, x);
  const half = mul(z, constant(0.5));
  const coarse = sub(one, half);
  const lost = sub(sub(one, coarse), half);
  const tail = mul(mul(z, z), polynomial(lanes, cosineTail, z));
  return add(coarse, add(lost, low === undefined ? tail : multiplySubtract(x, low, tail)));
};

/** A sine of `|x| + shift·π/2`, negated where bits of `sign` are set. */
const wave = (lanes: FloatLanes, x: Code, shift: bigint, sign: Code): Code => {
  const { format, constant, constantBits, abs, less, addBits, subBits, shiftLeft, choose } = lanes;
  const magnitude = abs(x);
  const { quarters, high, low } = angleOf(lanes, magnitude);
  const turn = addBits(quarters, constantBits(shift));
  const isOdd = subBits(constantBits(0n), and(turn, constantBits(1n)));
  const value = choose(isOdd, cosine(lanes, high, low), sine(lanes, high, low));
  const width = format.significand === 23 ? 32 : 64;
  const isNegative = and(shiftLeft(turn, width - 2), signBit(lanes));
  // An infinite angle has no sine: a mask of ones is NaN.
  return or(xor(value, xor(isNegative, sign)), not(less(magnitude, constant(Number.POSITIVE_INFINITY))));
};

/** `sin x`, of any size, within 1.6 ulp in f32 and 1 in f64. */
export const sin = (lanes: FloatLanes, x: Code): Code => wave(lanes, x, 0n, and(x, signBit(lanes)));

/** `cos x`, of any size, within 1.6 ulp in f32 and 1 in f64. */
export const cos = (lanes: FloatLanes, x: Code): Code => wave(lanes, x, 1n, lanes.constantBits(0n));
