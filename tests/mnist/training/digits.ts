import { type Tensor, tensorFrom } from "@chainrule/core";
import type { Recipe, Samples } from "@chainrule/mnist";

/** Images of 2 × 5 pixels in which the pixel of the digit is bright and the others are dark, though not equally. */
export const digits = (count: number): Samples => {
  const labels = Uint8Array.from({ length: count }, (_, index) => (index * 7) % 10);
  const images = Uint8Array.from({ length: count * 10 }, (_, place) => {
    const index = Math.floor(place / 10);
    const isBright = place % 10 === labels[index];
    return isBright ? 255 - ((index * 13) % 60) : (place * 31) % 80;
  });
  return { images: tensorFrom([count, 2, 5], images), labels: tensorFrom([count], labels) };
};

/** A small recipe that learns them. */
export const recipe: Recipe = {
  hidden: [8],
  activation: "tanh",
  loss: "softmax-cross-entropy",
  optimiser: "adam",
  learningRate: 0.05,
  schedule: "constant",
  batch: 7,
  epochs: 3,
  seed: 1,
};

/** The values of a tree of parameters, in order. */
export const valuesOf = (tensors: readonly Tensor[]): readonly number[] =>
  tensors.flatMap((tensor) => tensor.toArray());
