import { add, log, log1p, mul, neg, softplus, sub } from "@chainrule/core";
import { type Loss, loss } from "./agreement.js";
import { meanOverSamples } from "./per-sample.js";

/**
 * `E = −1/m Σ (t log p + (1 − t) log(1 − p))`: the sum over components, the mean over the `m` samples of the first axis.
 * Shapes: `[m, …], [m, …] → []`.
 *
 * The probabilities must lie in the open interval (0, 1): nothing is clipped, and at 0 or 1 the loss or its gradient is not finite.
 * Where the probabilities are a sigmoid, `binaryCrossEntropyWithLogits` has no such limits.
 *
 * @throws ShapeError when predictions and targets differ in shape.
 *
 * @example
 * import { evaluate, tensor } from "@chainrule/core";
 * import { binaryCrossEntropy } from "@chainrule/nn";
 * const e = evaluate(binaryCrossEntropy(tensor([[0.5]], { dtype: "f64" }), tensor([[1]], { dtype: "f64" })));
 * assert.equal(e.toNumber(), Math.log(2));
 */
export const binaryCrossEntropy: Loss = loss("binaryCrossEntropy", (p, t) =>
  neg(meanOverSamples(add(mul(t, log(p)), mul(sub(1, t), log1p(neg(p)))))),
);

/**
 * `E = 1/m Σ (log(1 + e^z) − t z)`: the binary cross-entropy of `p = σ(z)`, finite for all finite logits. `∂E/∂z = (σ(z) − t)/m`.
 * The sum over components, the mean over the `m` samples of the first axis. Shapes: `[m, …], [m, …] → []`.
 *
 * @throws ShapeError when predictions and targets differ in shape.
 *
 * @example
 * import { evaluate, tensor } from "@chainrule/core";
 * import { binaryCrossEntropyWithLogits } from "@chainrule/nn";
 * const e = binaryCrossEntropyWithLogits(tensor([[1000], [-1000]]), tensor([[1], [1]]));
 * assert.equal(evaluate(e).toNumber(), 500);
 */
export const binaryCrossEntropyWithLogits: Loss = loss("binaryCrossEntropyWithLogits", (z, t) =>
  meanOverSamples(sub(softplus(z), mul(t, z))),
);
