// Source: W. J. Cody, W. Waite, *Software Manual for the Elementary Functions*, chapter 6; J.-M. Muller et al., *Handbook of
// Floating-Point Arithmetic*, section 10.2, for the split of the argument and the shifter that rounds.

import type { Code } from "../code/code.js";
import type { FloatLanes } from "../lanes/float.js";
import { type Coefficients, polynomial } from "./polynomial.js";

/** `(eʳ − 1 − r)/r²` for `|r| ≤ ½ log 2`, to `2⁻²⁸` and `2⁻⁶⁰` of `eʳ`. */
const curvature: Coefficients = {
  f32: [0.4999999403953552, 0.16666516661643982, 0.041668105870485306, 0.008369140326976776, 0.0013836714206263423],
  f64: [
    0.5, 0.16666666666666682, 0.04166666666666609, 0.008333333333316918, 0.0013888888889117261, 1.9841269896680975e-4,
    2.4801586924611755e-5, 2.7557234558735055e-6, 2.7557582789711164e-7, 2.511214451506713e-8, 2.0826538100065184e-9,
  ],
};

/** `log 2 = high + low`; the product of `high` with an exponent is exact. */
export const log2 = {
  f32: { high: 0.693359375, low: -2.1219444005469057e-4 },
  f64: { high: 6.9314718036912382e-1, low: 1.9082149292705877e-10 },
} as const;

/** `x = n·log 2 + r` with `|r| ≤ ½ log 2`. */
export interface Reduced {
  readonly n: Code;
  readonly r: Code;
  /** Bits whose low end is `n + bias`. */
  readonly bits: Code;
}

/** Splits the argument of an exponential. Adding `1½·2^significand` rounds to a whole number, which the low bits then hold. */
export const reduce = (lanes: FloatLanes, x: Code, bias: number): Reduced => {
  const { dtype, format, constant, sub, multiplyAdd, multiplySubtract } = lanes;
  const shifter = constant(1.5 * 2 ** format.significand + bias);
  const bits = multiplyAdd(x, constant(Math.LOG2E), shifter);
  const n = sub(bits, shifter);
  const { high, low } = log2[dtype];
  return { n, bits, r: multiplySubtract(n, constant(low), multiplySubtract(n, constant(high), x)) };
};

/** `eʳ − 1` for a reduced argument. */
export const expm1Reduced = (lanes: FloatLanes, r: Code): Code =>
  lanes.multiplyAdd(polynomial(lanes, curvature, r), lanes.mul(r, r), r);

/** `2ⁿ` from bits whose low end is `n + bias`, where that is the exponent of a normal number. */
export const powerOfTwo = ({ format, shiftLeft }: FloatLanes, bits: Code): Code => shiftLeft(bits, format.significand);

/** `y·2ⁿ` from bits whose low end is `n + 2·bias`, in two steps, so that it overflows and loses digits only where the result does. */
const scaled = (lanes: FloatLanes, y: Code, bits: Code): Code => {
  const half = lanes.shiftRight(bits, 1);
  return lanes.mul(lanes.mul(y, powerOfTwo(lanes, half)), powerOfTwo(lanes, lanes.subBits(bits, half)));
};

/** Arguments beyond which `eˣ` is 0 or `∞`. */
const extent = { f32: { lowest: -104, highest: 89 }, f64: { lowest: -746, highest: 710 } } as const;

/** `eˣ` for arguments that do not overflow. */
export const expBelow = (lanes: FloatLanes, x: Code): Code => {
  const { dtype, format, constant, add, atLeast } = lanes;
  const { bits, r } = reduce(lanes, atLeast(x, constant(extent[dtype].lowest)), 2 * format.bias);
  return scaled(lanes, add(constant(1), expm1Reduced(lanes, r)), bits);
};

/** `eˣ`, within 1 ulp, with gradual underflow. */
export const exp = (lanes: FloatLanes, x: Code): Code =>
  expBelow(lanes, lanes.atMost(x, lanes.constant(extent[lanes.dtype].highest)));

/** `e^(high + low)`, within 0.6 ulp: what is rounded off the reduced argument, and off 1 and it, is added to the smallest term. */
export const expOfSum = (lanes: FloatLanes, high: Code, low: Code): Code => {
  const { dtype, format, constant, add, sub, mul, multiplyAdd, multiplySubtract, atLeast, atMost } = lanes;
  const { lowest, highest } = extent[dtype];
  const bounded = atMost(atLeast(high, constant(lowest)), constant(highest));
  const { n, bits } = reduce(lanes, bounded, 2 * format.bias);
  const coarse = multiplySubtract(n, constant(log2[dtype].high), bounded);
  const fine = multiplySubtract(n, constant(log2[dtype].low), low);
  const r = add(coarse, fine);
  const tail = sub(fine, sub(r, coarse));
  const one = add(constant(1), r);
  const lost = add(sub(r, sub(one, constant(1))), tail);
  const y = add(one, multiplyAdd(polynomial(lanes, curvature, r), mul(r, r), lost));
  return scaled(lanes, y, bits);
};

/** Where `eˣ − 1` is −1, where it is `∞`, and below which it is `x`. */
const shifted = {
  f32: { lowest: -20, highest: 88.8, tiny: 2 ** -25 },
  f64: { lowest: -40, highest: 709.9, tiny: 2 ** -54 },
} as const;

/** `eˣ − 1`, within 1.75 ulp in f32 and 2 in f64, for small `x` too. */
export const expm1 = (lanes: FloatLanes, x: Code): Code => {
  const { dtype, format, constant, abs, sub, mul, multiplyAdd, atLeast, atMost, less, choose } = lanes;
  const { lowest, highest, tiny } = shifted[dtype];
  const bounded = atMost(atLeast(x, constant(lowest)), constant(highest));
  // Half the power, since 2ⁿ itself may overflow where (2ⁿ − 1) + 2ⁿ(eʳ − 1) does not.
  const { bits, r } = reduce(lanes, bounded, format.bias - 1);
  const power = powerOfTwo(lanes, bits);
  const half = multiplyAdd(power, expm1Reduced(lanes, r), sub(power, constant(0.5)));
  return choose(less(abs(x), constant(tiny)), x, mul(half, constant(2)));
};
