import { type Expr, lift, logSumExp, mul, type Shape, sub, type Value } from "@chainrule/core";
import { type ClassTargets, distributionsOf } from "./class-targets.js";
import { meanOverSamples } from "./per-sample.js";

/**
 * `E = −1/m Σₛ Σₖ tₛₖ log pₛₖ` with `p = softmax z` over the last axis, so that `−log p = log Σ e^z − z`; finite for all finite logits.
 * `∂E/∂z = (p − t)/m` where each `t` sums to 1. The mean is over the `m` samples of the first axis.
 *
 * Shapes: `[m, classes], [m, classes] → []` for distributions (one-hot or not), `[m, classes], [m] → []` for `i32` or `u8` labels.
 *
 * @throws ShapeError when the targets have neither of these shapes; DTypeError for labels that are not integers; RangeError, when run, for
 * a label outside `0 … classes − 1`.
 *
 * @example
 * import { evaluate, tensor } from "@chainrule/core";
 * import { softmaxCrossEntropy } from "@chainrule/nn";
 * const logits = tensor([[0, 0]], { dtype: "f64" });
 * const labels = tensor([1], { dtype: "u8" });
 * assert.equal(evaluate(softmaxCrossEntropy(logits, labels)).toNumber(), Math.log(2));
 */
export const softmaxCrossEntropy = <A extends Shape, B extends Shape>(
  logits: Value<A>,
  targets: Value<B> & ClassTargets<A, B>,
): Expr<readonly []> => {
  const z: Expr = lift(logits);
  const t = distributionsOf("softmaxCrossEntropy", z, lift(targets));
  return meanOverSamples(mul(t, sub(logSumExp(z, -1, { keepDims: true }), z)));
};
