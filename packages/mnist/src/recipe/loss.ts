import { add, cast, type DType, type Expr, mul, oneHot, reshape, sigmoid, softmax } from "@chainrule/core";
import { binaryCrossEntropyWithLogits, halfSquaredError, meanSquaredError, softmaxCrossEntropy } from "@chainrule/nn";
import { namesOf } from "./names.js";

/** What the last layer gives, `[batch, outputs]`. */
export type Scores = Expr<readonly [number, number]>;

/** The class of each row, `[batch]`. */
export type ClassLabels = Expr<readonly [number]>;

/** How far scores are from what the outputs should be, and what the outputs are. */
interface LossRules {
  readonly of: (scores: Scores, targets: Scores) => Expr<readonly []>;
  readonly outputs: (scores: Scores) => Scores;
}

/**
 * What to minimise. The squared errors are of `σ(scores)`; for `split-squared-error` the last layer has applied σ already, with errors
 * that go back split by the weights, which is not its gradient (S0).
 */
export const losses = {
  "softmax-cross-entropy": { of: (z, t) => softmaxCrossEntropy(z, t), outputs: (z) => softmax(z) },
  "binary-cross-entropy": { of: (z, t) => binaryCrossEntropyWithLogits(z, t), outputs: (z) => sigmoid(z) },
  "half-squared-error": { of: (z, t) => halfSquaredError(sigmoid(z), t), outputs: (z) => sigmoid(z) },
  "mean-squared-error": { of: (z, t) => meanSquaredError(sigmoid(z), t), outputs: (z) => sigmoid(z) },
  "split-squared-error": { of: (o, t) => halfSquaredError(o, t), outputs: (o) => o },
} as const satisfies Readonly<Record<string, LossRules>>;

export type LossName = keyof typeof losses;

export const lossNames = namesOf(losses);

/** How the outputs stand for classes. */
export interface Encoding {
  readonly outputs: "one-per-class" | "single";
  readonly targets: readonly [other: number, own: number];
  readonly dtype: DType;
}

const isOneHot = ({ targets: [other, own] }: Encoding): boolean => other === 0 && own === 1;

/** What the outputs should be: one of two values for each class, or for the second of two. */
const targetsFor = (labels: ClassLabels, classes: number, encoding: Encoding): Scores => {
  const { outputs, dtype, targets } = encoding;
  const isOwn: Scores = outputs === "single" ? reshape(labels, [labels.shape[0], 1]) : oneHot(labels, classes);
  const [other, own] = targets;
  const shares = cast(isOwn, dtype);
  return isOneHot(encoding) ? shares : add(mul(shares, own - other), other);
};

/** How far scores are from the classes of their rows. */
export const lossOf = (
  recipe: Encoding & { readonly loss: LossName },
  scores: Scores,
  labels: ClassLabels,
  classes: number,
): Expr<readonly []> =>
  // Labels say the same as targets of 0 and 1, and are quicker.
  recipe.loss === "softmax-cross-entropy" && isOneHot(recipe)
    ? softmaxCrossEntropy(scores, labels)
    : losses[recipe.loss].of(scores, targetsFor(labels, classes, recipe));
