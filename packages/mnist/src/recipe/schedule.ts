import { cosineDecay, type LearningRate } from "@chainrule/nn";

/** How the learning rate goes from its first value, over all steps of a run. */
export const schedules = {
  constant: (initial: number): LearningRate => initial,
  cosine: (initial: number, steps: number): LearningRate => cosineDecay({ initial, steps }),
} as const;

export type ScheduleName = keyof typeof schedules;
