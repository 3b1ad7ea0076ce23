import { type Expr, oneHot, sigmoid } from "@chainrule/core";
import { binaryCrossEntropyWithLogits, halfSquaredError, meanSquaredError, softmaxCrossEntropy } from "@chainrule/nn";
import { CLASSES } from "./network.js";

type Logits = Expr<readonly [number, number]>;
type Labels = Expr<readonly [number]>;

const targets = (labels: Labels) => oneHot(labels, CLASSES);

/** What to minimise, given logits `[batch, 10]` and labels `[batch]`. The squared errors are of `σ(logits)`. */
export const losses = {
  "softmax-cross-entropy": (logits: Logits, labels: Labels) => softmaxCrossEntropy(logits, labels),
  "binary-cross-entropy": (logits: Logits, labels: Labels) => binaryCrossEntropyWithLogits(logits, targets(labels)),
  "half-squared-error": (logits: Logits, labels: Labels) => halfSquaredError(sigmoid(logits), targets(labels)),
  "mean-squared-error": (logits: Logits, labels: Labels) => meanSquaredError(sigmoid(logits), targets(labels)),
} as const;

export type LossName = keyof typeof losses;
