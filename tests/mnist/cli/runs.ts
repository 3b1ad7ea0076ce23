import { presets } from "../../../packages/mnist/src/recipe/preset.js";
import type { Recipe } from "../../../packages/mnist/src/recipe/recipe.js";
import type { Plan } from "../../../packages/mnist/src/run/reporter.js";

const recipe: Recipe = {
  ...presets.default.recipe,
  hidden: [512],
  targets: [0, 1],
  dropout: 0,
  optimiser: "adam",
  weightDecay: 0,
  learningRate: 0.001,
  batch: 64,
  epochs: 10,
};

/** A run on images, with a validation and a test set. */
export const onImages: Plan = {
  recipe,
  data: {
    name: "MNIST",
    image: [28, 28],
    features: 784,
    classes: 10,
    train: 55_000,
    validation: 5000,
    test: 10_000,
  },
  network: "784-512-10",
  label: undefined,
  resumedAt: undefined,
};

/** A run on points, with nothing but a training set. */
export const onPoints: Plan = {
  recipe: {
    ...recipe,
    hidden: [50],
    activation: "tanh",
    loss: "binary-cross-entropy",
    optimiser: "sgd",
    learningRate: 0.1,
    schedule: "constant",
    batch: "all",
    epochs: 30_000,
    measureEvery: 100,
  },
  data: { name: "two moons", image: undefined, features: 2, classes: 2, train: 60, validation: 0, test: 0 },
  network: "2-50-2",
  label: undefined,
  resumedAt: undefined,
};
