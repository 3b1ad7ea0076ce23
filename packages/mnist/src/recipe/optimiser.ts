import { adam, adamW, type LearningRate, momentum, nesterov, rmsProp, sgd } from "@chainrule/nn";
import { namesOf } from "./names.js";

/** What an optimiser is made with. */
interface Rates {
  readonly learningRate: LearningRate;
  /** By how much weights shrink in each step, times the rate; adamw alone heeds it. */
  readonly weightDecay: number;
}

/** The optimisers, and the rates that suit each where none are given. */
export const optimisers = {
  adam: { make: ({ learningRate }: Rates) => adam({ learningRate }), learningRate: 0.001, weightDecay: 0 },
  adamw: { make: (rates: Rates) => adamW(rates), learningRate: 0.001, weightDecay: 0.01 },
  momentum: { make: ({ learningRate }: Rates) => momentum({ learningRate }), learningRate: 0.05, weightDecay: 0 },
  nesterov: { make: ({ learningRate }: Rates) => nesterov({ learningRate }), learningRate: 0.05, weightDecay: 0 },
  rmsprop: { make: ({ learningRate }: Rates) => rmsProp({ learningRate }), learningRate: 0.001, weightDecay: 0 },
  sgd: { make: ({ learningRate }: Rates) => sgd({ learningRate }), learningRate: 0.1, weightDecay: 0 },
} as const;

export type OptimiserName = keyof typeof optimisers;

export const optimiserNames = namesOf(optimisers);
