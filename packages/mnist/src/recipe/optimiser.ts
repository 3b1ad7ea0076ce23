import { adam, adamW, type LearningRate, momentum, nesterov, rmsProp, sgd } from "@chainrule/nn";
import { namesOf } from "./names.js";

/** The optimisers, and the learning rate that suits each where none is given. */
export const optimisers = {
  adam: { make: (learningRate: LearningRate) => adam({ learningRate }), learningRate: 0.001 },
  adamw: { make: (learningRate: LearningRate) => adamW({ learningRate }), learningRate: 0.001 },
  momentum: { make: (learningRate: LearningRate) => momentum({ learningRate }), learningRate: 0.05 },
  nesterov: { make: (learningRate: LearningRate) => nesterov({ learningRate }), learningRate: 0.05 },
  rmsprop: { make: (learningRate: LearningRate) => rmsProp({ learningRate }), learningRate: 0.001 },
  sgd: { make: (learningRate: LearningRate) => sgd({ learningRate }), learningRate: 0.1 },
} as const;

export type OptimiserName = keyof typeof optimisers;

export const optimiserNames = namesOf(optimisers);
