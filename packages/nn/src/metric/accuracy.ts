import { cast, equal, mean, notEqual } from "@chainrule/core";
import { type Metric, metric } from "./classes.js";

/**
 * The share of rows whose largest score stands at the right class; scores may be logits or probabilities, of ties the first counts.
 * A value only: no gradient flows through it.
 *
 * Shapes: `[m, classes], [m] → []` for `i32` or `u8` labels, `[m, classes], [m, classes] → []` for one-hot targets; `f64`.
 *
 * @throws ShapeError when the targets have neither of these shapes; DTypeError for labels that are not integers.
 *
 * @example
 * import { evaluate, tensor } from "@chainrule/core";
 * import { accuracy } from "@chainrule/nn";
 * const logits = tensor([[2, 1], [0, 3]]);
 * assert.equal(evaluate(accuracy(logits, tensor([0, 0], { dtype: "u8" }))).toNumber(), 0.5);
 */
export const accuracy: Metric<readonly []> = metric("accuracy", (predicted, right) =>
  mean(cast(equal(predicted, right), "f64")),
);

/**
 * The share of rows whose largest score stands at a wrong class: `1 − accuracy`. Takes what `accuracy` takes.
 *
 * @throws ShapeError when the targets do not fit the scores; DTypeError for labels that are not integers.
 *
 * @example
 * import { evaluate, tensor } from "@chainrule/core";
 * import { errorRate } from "@chainrule/nn";
 * const logits = tensor([[2, 1], [0, 3], [5, 0], [6, 0]]);
 * assert.equal(evaluate(errorRate(logits, tensor([0, 0, 0, 0], { dtype: "u8" }))).toNumber(), 0.25);
 */
export const errorRate: Metric<readonly []> = metric("errorRate", (predicted, right) =>
  mean(cast(notEqual(predicted, right), "f64")),
);
