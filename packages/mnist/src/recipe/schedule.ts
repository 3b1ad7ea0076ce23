import { cosineDecay, exponentialDecay, type LearningRate, stepDecay, warmUp } from "@chainrule/nn";
import { namesOf } from "./names.js";

/** How the learning rate goes from its first value, over all steps of a run. */
export const schedules = {
  constant: (initial: number): LearningRate => initial,
  cosine: (initial: number, steps: number): LearningRate => cosineDecay({ initial, steps }),
  /** A line up to the rate over the first twentieth, then along a cosine. */
  "warm-cosine": (initial: number, steps: number): LearningRate => {
    const rising = Math.ceil(steps / 20);
    return warmUp({ steps: rising, schedule: cosineDecay({ initial, steps: Math.max(1, steps - rising) }) });
  },
  /** Half of it after each fifth of the run. */
  step: (initial: number, steps: number): LearningRate =>
    stepDecay({ initial, factor: 0.5, every: Math.ceil(steps / 5) }),
  /** Smoothly down to a hundredth. */
  exponential: (initial: number, steps: number): LearningRate =>
    exponentialDecay({ initial, factor: 0.01, every: steps }),
} as const;

export type ScheduleName = keyof typeof schedules;

export const scheduleNames = namesOf(schedules);
