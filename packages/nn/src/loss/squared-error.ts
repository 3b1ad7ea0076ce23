import { mean, mul, square, sub } from "@chainrule/core";
import { type Loss, loss } from "./agreement.js";
import { meanOverSamples } from "./per-sample.js";

/**
 * `E = 1/n Σ (y − t)²`, the mean over all `n` elements: samples and components. Shapes: `[…], […] → []`.
 *
 * @throws ShapeError when predictions and targets differ in shape; they are never broadcast. So do all losses.
 *
 * @example
 * import { evaluate, tensor } from "@chainrule/core";
 * import { meanSquaredError } from "@chainrule/nn";
 * const e = meanSquaredError(tensor([[1, 2], [3, 4]]), tensor([[1, 2], [3, 0]]));
 * assert.equal(evaluate(e).toNumber(), 4);
 */
export const meanSquaredError: Loss = loss("meanSquaredError", (y, t) => mean(square(sub(y, t))));

/**
 * `E = 1/m Σₛ ½ Σᵢ (yₛᵢ − tₛᵢ)²`: half the sum over the components of a sample, the mean over the `m` samples of the first axis.
 * `∂E/∂y = (y − t)/m`. Shapes: `[m, …], [m, …] → []`.
 *
 * @throws ShapeError when predictions and targets differ in shape.
 *
 * @example
 * import { evaluate, tensor } from "@chainrule/core";
 * import { halfSquaredError } from "@chainrule/nn";
 * assert.equal(evaluate(halfSquaredError(tensor([[1, 2]]), tensor([[3, 4]]))).toNumber(), 4);
 */
export const halfSquaredError: Loss = loss("halfSquaredError", (y, t) => mul(0.5, meanOverSamples(square(sub(y, t)))));
