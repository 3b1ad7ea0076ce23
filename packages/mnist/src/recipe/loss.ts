import { type Expr, oneHot, sigmoid } from "@chainrule/core";
import { binaryCrossEntropyWithLogits, halfSquaredError, meanSquaredError, softmaxCrossEntropy } from "@chainrule/nn";
import { CLASSES } from "./network.js";

type Logits = Expr<readonly [number, number]>;
type Labels = Expr<readonly [number]>;

/** What to minimise, given logits `[batch, classes]` and labels `[batch]`. The squared errors are of `σ(logits)`. */
export const losses = {
  "softmax-cross-entropy": (logits: Logits, labels: Labels) => softmaxCrossEntropy(logits, labels),
  "binary-cross-entropy": (logits: Logits, labels: Labels, classes = CLASSES) =>
    binaryCrossEntropyWithLogits(logits, oneHot(labels, classes)),
  "half-squared-error": (logits: Logits, labels: Labels, classes = CLASSES) =>
    halfSquaredError(sigmoid(logits), oneHot(labels, classes)),
  "mean-squared-error": (logits: Logits, labels: Labels, classes = CLASSES) =>
    meanSquaredError(sigmoid(logits), oneHot(labels, classes)),
} as const;

export type LossName = keyof typeof losses;
