import type { Code } from "../code/code.js";
import { and, not, or, xor } from "../lanes/bits.js";
import { type FloatLanes, lanesOf } from "../lanes/float.js";
import { demote, promote, throughDoubles } from "../lanes/halves.js";
import { type Double, fastTwoSum, product, twoProduct } from "./double.js";
import { exp, expOfSum, log2 } from "./exponential.js";
import { log, partsOfPositive } from "./logarithm.js";
import { horner } from "./polynomial.js";
import { signBit } from "./sign.js";

/** `(2 artanh s − 2s − ⅔s³)/s⁵` by `z = s² ≤ (3 − 2√2)²`, to `2⁻⁶⁶` of `2 artanh s / s`. */
const tail = [
  0.3999999999999998, 0.2857142857144522, 0.2222222221751055, 0.1818181887349752, 0.1538455665359484,
  0.13336325794093803, 0.11674648262707787, 0.11990433042816964,
];

const twoThirds = 2 / 3;
/** What it lost by rounding. */
const twoThirdsLow = 3.700743415417188e-17;

/** `log a` of a positive number to `2⁻⁶⁵`, by the series of `2 artanh s`, `s = f/(2 + f)`; 0 and `∞` have theirs in `high`. */
const logarithm = (lanes: FloatLanes, a: Code): Double => {
  const { constant, add, sub, mul, div, equal, less, choose } = lanes;
  const { k, m } = partsOfPositive(lanes, a);
  const f = sub(m, constant(1));

  const divisor = fastTwoSum(lanes, constant(2), f);
  const quotient = div(f, divisor.high);
  const whole = twoProduct(lanes, quotient, divisor.high);
  const rest = sub(sub(sub(f, whole.high), whole.low), mul(quotient, divisor.low));
  const s: Double = { high: quotient, low: div(rest, divisor.high) };

  const z = product(lanes, s, s);
  const series = fastTwoSum(lanes, constant(twoThirds), mul(z.high, horner(lanes, tail, z.high)));
  const cube = product(lanes, product(lanes, z, { ...series, low: add(series.low, constant(twoThirdsLow)) }), s);

  const { high, low } = log2.f64;
  const sum = fastTwoSum(lanes, add(s.high, s.high), cube.high);
  const total = fastTwoSum(lanes, mul(k, constant(high)), sum.high);
  const small = add(add(add(add(s.low, s.low), cube.low), sum.low), add(total.low, mul(k, constant(low))));
  const result = fastTwoSum(lanes, total.high, small);
  const finite = choose(less(a, constant(Number.POSITIVE_INFINITY)), result.high, a);
  return { high: choose(equal(a, constant(0)), constant(Number.NEGATIVE_INFINITY), finite), low: result.low };
};

/** `|a|ᵇ` for f64: `exp(b·log|a|)`, the logarithm and the product to twice the precision. */
const magnitude = (lanes: FloatLanes, a: Code, b: Code): Code => {
  const { constant, abs, add, mul, less } = lanes;
  const base = logarithm(lanes, abs(a));
  const { high, low } = twoProduct(lanes, b, base.high);
  // Where the product is beyond all exponents, or not a number, its error is no number either.
  const isModerate = less(abs(high), constant(1000));
  return expOfSum(lanes, high, and(isModerate, add(low, mul(b, base.low))));
};

/** The sign of `aᵇ`, and its value where there is none or where `b = 0`. */
const withSign = (lanes: FloatLanes, a: Code, b: Code, size: Code): Code => {
  const { constant, mul, trunc, equal, notEqual, less, greater, choose } = lanes;
  const zero = constant(0);
  const half = mul(b, constant(0.5));
  const isFraction = notEqual(b, trunc(b));
  const isEven = equal(half, trunc(half));
  const isOdd = not(or(isFraction, isEven));
  const signed = xor(size, and(and(a, isOdd), signBit(lanes)));
  const isNegative = and(less(a, zero), greater(a, constant(Number.NEGATIVE_INFINITY)));
  return choose(equal(b, zero), constant(1), or(signed, and(isNegative, isFraction)));
};

/**
 * `aᵇ` as in JavaScript: 1 where `b = 0`, NaN where `|a| = 1` and `b` is infinite or `a < 0` and `b` is no whole number. Within 0.501 ulp
 * in f32 and 0.75 in f64, so exact where the result is a number of the dtype.
 */
export const pow = (lanes: FloatLanes, a: Code, b: Code): Code => {
  if (lanes.dtype === "f64") return withSign(lanes, a, b, magnitude(lanes, a, b));
  const doubles = lanesOf("f64", lanes.options);
  const size = throughDoubles(
    lanes.options.lanes,
    { widen: promote, narrow: demote },
    (x, y) => exp(doubles, doubles.mul(y, log(doubles, x))),
    [lanes.abs(a), b],
  );
  return withSign(lanes, a, b, size);
};
