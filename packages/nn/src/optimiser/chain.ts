import type { Optimiser } from "./optimiser.js";

/**
 * Optimisers one after the other: each takes the updates of the one before it for gradients. The state is a tuple of their states.
 *
 * @example
 * import { evaluate, lift, tensor } from "@chainrule/core";
 * import { chain, clipByGlobalNorm, sgd } from "@chainrule/nn";
 * const careful = chain(clipByGlobalNorm(1), sgd({ learningRate: 0.5 }));
 * const parameters = tensor([0, 0]);
 * const [updates] = evaluate(careful.update(lift(tensor([30, 40])), [{}, { step: lift(0, "f64") }], lift(parameters)));
 * assert.ok(Math.abs((updates.toArray()[1] ?? 0) + 0.4) < 1e-6);
 */
export const chain = <const States extends readonly unknown[]>(
  ...links: { readonly [I in keyof States]: Optimiser<States[I]> }
): Optimiser<States> => {
  // Safe: the state of the chain has one state for each link, in order, and each link meets only its own.
  const all = links as readonly Optimiser<unknown>[];
  const optimiser: Optimiser<readonly unknown[]> = {
    init: (parameters) => all.map((link) => link.init(parameters)),
    update: <Parameters>(gradients: Parameters, states: readonly unknown[], parameters: Parameters) =>
      all.reduce<readonly [Parameters, readonly unknown[]]>(
        ([updates, next], link, index) => {
          const [after, state] = link.update(updates, states[index], parameters);
          return [after, [...next, state]];
        },
        [gradients, []],
      ),
  };
  // Safe: as above.
  return optimiser as Optimiser<unknown> as Optimiser<States>;
};
