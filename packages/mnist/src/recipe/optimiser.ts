import { adam, adamW, momentum, nesterov, rmsProp, sgd } from "@chainrule/nn";

/** The optimisers, and the learning rate that suits each where none is given. */
export const optimisers = {
  adam: { make: (learningRate: number) => adam({ learningRate }), learningRate: 0.001 },
  adamw: { make: (learningRate: number) => adamW({ learningRate }), learningRate: 0.001 },
  momentum: { make: (learningRate: number) => momentum({ learningRate }), learningRate: 0.05 },
  nesterov: { make: (learningRate: number) => nesterov({ learningRate }), learningRate: 0.05 },
  rmsprop: { make: (learningRate: number) => rmsProp({ learningRate }), learningRate: 0.001 },
  sgd: { make: (learningRate: number) => sgd({ learningRate }), learningRate: 0.1 },
} as const;

export type OptimiserName = keyof typeof optimisers;
