import { z } from "zod";
import { initialiserNames } from "./initialiser.js";
import { lossNames } from "./loss.js";
import { activationNames } from "./network.js";
import { optimiserNames } from "./optimiser.js";
import { scheduleNames } from "./schedule.js";

const size = z.int().positive();
const interval = z.tuple([z.number(), z.number()]).readonly();

/** When a run ends before its last epoch. */
const stoppingSchema = z.discriminatedUnion("rule", [
  z.strictObject({ rule: z.literal("never") }),
  /** When the validation accuracy has not risen for so many epochs. */
  z.strictObject({ rule: z.literal("patience"), epochs: size }),
  /** S1's: when the test error is larger than when it was last measured. */
  z.strictObject({ rule: z.literal("test-error-rises") }),
]);

export type Stopping = z.infer<typeof stoppingSchema>;

/** All that a training run depends on besides the data, as plain data: the same recipe and data give the same bits. */
export const recipeSchema = z.strictObject({
  /** Sizes of the hidden layers; none for softmax regression. */
  hidden: z.array(size).readonly(),
  activation: z.enum(activationNames),
  /** Whether layers add a bias that is learnt, one that stays as it began, or none. */
  bias: z.enum(["learnt", "fixed", "none"]),
  initialiser: z.enum(initialiserNames),
  loss: z.enum(lossNames),
  /** One output for each class, or a single one that tells two classes apart. */
  outputs: z.enum(["one-per-class", "single"]),
  /** What an output shall be for another class, and for its own; cross-entropy of a softmax has 0 and 1. */
  targets: interval,
  /** What black and white become: grey levels `0 … 255` are scaled to these bounds. */
  scale: interval,
  /** The share of hidden activations that is left out in each step. */
  dropout: z.number().min(0).lt(1),
  /** Whether images are moved, turned, scaled and sheared at random, anew after each measurement. */
  augment: z.boolean(),
  /** λ of the penalty `½ λ Σ w²` over all weights, biases left out. */
  l2: z.number().min(0),
  optimiser: z.enum(optimiserNames),
  /** By how much parameters shrink in each step, times the rate, apart from the gradient: adamw's. */
  weightDecay: z.number().min(0),
  learningRate: z.number().positive(),
  schedule: z.enum(scheduleNames),
  /** Each epoch in a new random order, in the order of the data, or each sample drawn by itself. */
  order: z.enum(["shuffled", "given", "drawn"]),
  /** Samples a step. */
  batch: z.union([size, z.literal("all")]),
  epochs: size,
  /** How many epochs lie between two measurements. */
  measureEvery: size,
  /** How many epochs lie between two looks at the test set before the end; 0 for none. */
  testEvery: z.int().min(0),
  stopping: stoppingSchema,
  /** Which parameters are the result: those of the last epoch, or of the best one on the validation set. */
  keep: z.enum(["last", "best"]),
  dtype: z.enum(["f32", "f64"]),
  seed: z.int().min(0),
});

export type Recipe = Readonly<z.infer<typeof recipeSchema>>;
