// Numbers as unevaluated sums of two floats, the second about half a unit in the last place of the first, or less. None of this may be
// contracted to fused operations, so it is written without `multiplyAdd`.
// Source: T. J. Dekker, "A floating-point technique for extending the available precision" (1971); Muller et al., *Handbook of
// Floating-Point Arithmetic*, section 4.3.

import type { Code } from "../code/code.js";
import { and } from "../lanes/bits.js";
import type { FloatLanes } from "../lanes/float.js";

export interface Double {
  readonly high: Code;
  readonly low: Code;
}

/** `a + b`, exactly, where `|a| ≥ |b|` or `a = 0`. */
export const fastTwoSum = ({ add, sub }: FloatLanes, a: Code, b: Code): Double => {
  const high = add(a, b);
  return { high, low: sub(b, sub(high, a)) };
};

/** A number as a sum of two with half the digits, by cutting: rounding could overflow. */
const halves = ({ format, constantBits, sub }: FloatLanes, a: Code): Double => {
  const high = and(a, constantBits(-1n << BigInt(Math.ceil(format.significand / 2 + 0.5))));
  return { high, low: sub(a, high) };
};

/** `a·b`, exact but for the last bit of the product of the lower halves. */
export const twoProduct = (lanes: FloatLanes, a: Code, b: Code): Double => {
  const { add, sub, mul } = lanes;
  const [left, right] = [halves(lanes, a), halves(lanes, b)];
  const high = mul(a, b);
  const rest = sub(mul(left.high, right.high), high);
  const cross = add(add(rest, mul(left.high, right.low)), mul(left.low, right.high));
  return { high, low: add(cross, mul(left.low, right.low)) };
};

/** `a·b` to about twice the precision. */
export const product = (lanes: FloatLanes, a: Double, b: Double): Double => {
  const { add, mul } = lanes;
  const { high, low } = twoProduct(lanes, a.high, b.high);
  return fastTwoSum(lanes, high, add(low, add(mul(a.high, b.low), mul(a.low, b.high))));
};
