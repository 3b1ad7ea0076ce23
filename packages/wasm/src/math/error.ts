import type { Code } from "../code/code.js";
import { and, or } from "../lanes/bits.js";
import type { FloatLanes } from "../lanes/float.js";
import { expm1Reduced, powerOfTwo, reduce } from "./exponential.js";
import { type Coefficients, polynomial } from "./polynomial.js";
import { signBit } from "./sign.js";

/** `erf x / x − 1` by `x²` for `|x| ≤ 1`, to `2⁻²⁹` and `2⁻⁵⁶` of `erf x`. */
const near: Coefficients = {
  f32: [
    0.12837916612625122, -0.3761262595653534, 0.11283578723669052, -0.026853347197175026, 0.005187162198126316,
    -0.0007997853099368513, 7.806903886375949e-5,
  ],
  f64: [
    0.1283791670955126, -0.3761263890318375, 0.11283791670954857, -0.026866170645072896, 0.005223977624780875,
    -8.548326978742633e-4, 1.2055331036913794e-4, -1.4925593507190661e-5, 1.6460972821184672e-6, -1.6350025260055095e-7,
    1.465788005199366e-8, -1.1365666624567702e-9, 5.945262640753955e-11,
  ],
};

/** `log(1 − erf x)` by `x − 1` from 1 to the saturation, to `2⁻²⁷` and `2⁻⁵⁷` of 1 in `erf x`. */
const far: Coefficients = {
  f32: [
    -1.8496055603027344, -2.638962745666504, -0.8431723713874817, -0.04126222804188728, 0.009452752768993378,
    -0.0014811363071203232, 9.012601367430761e-5,
  ],
  f64: [
    -1.8496055099332482, -2.638967514234788, -0.8431072563586767, -0.04156109804181191, 0.010033825374441795,
    -0.0019779025680983515, 2.373224821145252e-4, 2.6277873616869763e-5, -2.7159110204908325e-5, 9.60889895115563e-6,
    -2.0597722675580486e-6, 1.4287689074064697e-7, 9.754572262642032e-8, -5.203682269131604e-8, 1.4911008083306937e-8,
    -2.8639162496983696e-9, 3.682257823637875e-10, -2.881322883954639e-11, 1.0389915201350066e-12,
  ],
};

/** From where on `erf x` rounds to 1. */
const saturation = { f32: 3.93, f64: 5.95 } as const;

/**
 * `erf x = 2/√π ∫₀ˣ e^(−t²) dt`, within 1.5 ulp in f32 and 1.25 in f64: a polynomial up to 1, and beyond it 1 less the exponential of a
 * polynomial, which stands for the logarithm of what is missing to 1.
 */
export const erf = (lanes: FloatLanes, x: Code): Code => {
  const { dtype, format, constant, abs, add, sub, mul, multiplyAdd, multiplySubtract, atMost, less, choose } = lanes;
  const magnitude = abs(x);
  const low = multiplyAdd(x, polynomial(lanes, near, mul(x, x)), x);

  const shifted = sub(atMost(magnitude, constant(saturation[dtype])), constant(1));
  const { bits, r } = reduce(lanes, polynomial(lanes, far, shifted), format.bias);
  const power = powerOfTwo(lanes, bits);
  const complement = add(constant(1), expm1Reduced(lanes, r));
  const high = multiplySubtract(power, complement, constant(1));
  return choose(less(magnitude, constant(1)), low, or(high, and(x, signBit(lanes))));
};
