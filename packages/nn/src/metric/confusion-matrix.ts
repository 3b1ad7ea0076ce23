import { add, constant, mul, ones, reshape, scatterAdd } from "@chainrule/core";
import { type Metric, metric } from "./classes.js";

/**
 * How many rows of class `i` were taken for class `j`: `Cᵢⱼ = |{s : tₛ = i, argmax zₛ = j}|`, as `i32`. Takes what `accuracy` takes.
 * Shapes: `[m, classes], [m] → [classes, classes]`.
 *
 * @throws ShapeError when the targets do not fit the scores; DTypeError for labels that are not integers; RangeError, when run, for a
 * label outside the classes.
 *
 * @example
 * import { evaluate, tensor } from "@chainrule/core";
 * import { confusionMatrix } from "@chainrule/nn";
 * const logits = tensor([[2, 1], [0, 3], [0, 4]]);
 * assert.deepEqual(evaluate(confusionMatrix(logits, tensor([0, 0, 1], { dtype: "u8" }))).toNested(), [[1, 1], [0, 1]]);
 */
export const confusionMatrix: Metric<readonly [number, number]> = metric(
  "confusionMatrix",
  (predicted, right, classes) => {
    const cells = add(mul(right, classes), predicted);
    const counts = scatterAdd(constant(ones(cells.shape, { dtype: "i32" })), cells, classes * classes);
    return reshape(counts, [classes, classes]);
  },
);
