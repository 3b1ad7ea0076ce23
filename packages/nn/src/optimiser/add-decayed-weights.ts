import { add, mul } from "@chainrule/core";
import { zipWith } from "fp-ts/lib/ReadonlyArray.js";
import { leafwise, type NoState, type Optimiser } from "./optimiser.js";

/**
 * `u = g + rate · w`: pulls every parameter towards 0. Before the scaling by the learning rate and after that by Adam this is
 * decoupled weight decay. Loshchilov and Hutter (2019).
 *
 * @example
 * import { evaluate, lift, tensor } from "@chainrule/core";
 * import { addDecayedWeights } from "@chainrule/nn";
 * const [updates] = addDecayedWeights(0.5).update(lift(tensor([1])), {}, lift(tensor([4])));
 * assert.deepEqual(evaluate(updates).toNested(), [3]);
 */
export const addDecayedWeights = (rate: number): Optimiser<NoState> =>
  leafwise<NoState>({
    init: () => ({}),
    update: (gradients, state, parameters) => [zipWith(gradients, parameters, (g, w) => add(g, mul(rate, w))), state],
  });
