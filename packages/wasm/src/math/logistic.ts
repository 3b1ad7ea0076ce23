import type { Code } from "../code/code.js";
import { and, or } from "../lanes/bits.js";
import type { FloatLanes } from "../lanes/float.js";
import { expBelow, expm1Reduced, powerOfTwo, reduce } from "./exponential.js";
import { type Coefficients, polynomial } from "./polynomial.js";
import { signBit } from "./sign.js";

/** `−|x|`. */
const negativeMagnitude = (lanes: FloatLanes, x: Code): Code => or(x, signBit(lanes));

/** `σ(x) = 1/(1 + e⁻ˣ)`, within 2.4 ulp, on each side by the exponential that cannot overflow. */
export const sigmoid = (lanes: FloatLanes, x: Code): Code => {
  const { constant, add, div, less, choose } = lanes;
  const decay = expBelow(lanes, negativeMagnitude(lanes, x));
  return div(choose(less(x, constant(0)), decay, constant(1)), add(constant(1), decay));
};

/** Where `tanh` of half the argument is 1. */
const saturation = { f32: 20, f64: 40 } as const;

/** `tanh |x| = −E/(2 + E)`, where `E = e^(−2|x|) − 1`, with the sign of `x`; within 2.6 ulp. */
export const tanh = (lanes: FloatLanes, x: Code): Code => {
  const { dtype, format, constant, add, sub, div, multiplySubtract, atLeast } = lanes;
  const negative = negativeMagnitude(lanes, x);
  const bounded = atLeast(add(negative, negative), constant(-saturation[dtype]));
  const { bits, r } = reduce(lanes, bounded, format.bias);
  const power = powerOfTwo(lanes, bits);
  const rise = multiplySubtract(power, expm1Reduced(lanes, r), sub(constant(1), power));
  return or(div(rise, sub(constant(2), rise)), and(x, signBit(lanes)));
};

/** `(artanh s − s)/(s·s²)` by `z = s² ≤ 1/9`, to `2⁻²⁷` and `2⁻⁶⁴` of `artanh s / s`. */
const artanh: Coefficients = {
  f32: [0.3333320617675781, 0.20010875165462494, 0.13999105989933014, 0.1401471495628357],
  f64: [
    0.33333333333333337, 0.1999999999999768, 0.1428571428616938, 0.11111111068267922, 0.09090911389094668,
    0.07692231123672671, 0.06668321525475804, 0.05858807887998542, 0.05480955973680947, 0.03516502772210494,
    0.08203227191998477,
  ],
};

/** `log(1 + eˣ) = max(x, 0) + log(1 + d)`, where `d = e^(−|x|)` and `log(1 + d) = 2 artanh(d/(2 + d))`; within 2.75 ulp. */
export const softplus = (lanes: FloatLanes, x: Code): Code => {
  const { constant, add, mul, div, multiplyAdd, atLeast } = lanes;
  const decay = expBelow(lanes, negativeMagnitude(lanes, x));
  const twice = div(add(decay, decay), add(constant(2), decay));
  const half = mul(twice, constant(0.5));
  const z = mul(half, half);
  const tail = multiplyAdd(mul(z, polynomial(lanes, artanh, z)), twice, twice);
  return add(atLeast(x, constant(0)), tail);
};
