import type { LossName } from "./loss.js";
import type { ActivationName } from "./network.js";
import type { OptimiserName } from "./optimiser.js";
import type { ScheduleName } from "./schedule.js";

/** All that a training run depends on besides the data: the same recipe and data give the same bits. */
export interface Recipe {
  /** Sizes of the hidden layers; none for softmax regression. */
  readonly hidden: readonly number[];
  readonly activation: ActivationName;
  readonly loss: LossName;
  readonly optimiser: OptimiserName;
  readonly learningRate: number;
  readonly schedule: ScheduleName;
  /** Samples a step. */
  readonly batch: number;
  readonly epochs: number;
  readonly seed: number;
}
