import { type Activation, dense, gelu, leakyRelu, relu, sequential, sigmoid, softplus, tanh } from "@chainrule/nn";
import type { Recipe } from "./recipe.js";

/** The activations that a hidden layer may have. */
export const activations = {
  relu,
  leakyRelu: (x) => leakyRelu(x),
  gelu,
  sigmoid,
  softplus,
  tanh,
} as const satisfies Readonly<Record<string, Activation>>;

export type ActivationName = keyof typeof activations;

/** The digits. */
export const CLASSES = 10;

/** A network of dense layers of the given sizes, with an activation between them: the last gives logits. */
export const networkOf = (sizes: readonly number[], activation: ActivationName) => {
  const layers = sizes.slice(1).map((outputs, index) => dense(sizes[index] ?? outputs, outputs));
  return sequential(...layers.flatMap((layer, index) => (index === 0 ? [layer] : [activations[activation], layer])));
};

/** A network of dense layers from `pixels` inputs to one logit for each digit. */
export const networkFor = ({ hidden, activation }: Recipe, pixels: number) =>
  networkOf([pixels, ...hidden, CLASSES], activation);
