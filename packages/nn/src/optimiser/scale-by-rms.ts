import { add, div, type Expr, sqrt, square } from "@chainrule/core";
import { zipWith } from "fp-ts/lib/ReadonlyArray.js";
import { movingAverage, zerosLike } from "./moments.js";
import { leafwise, type Optimiser } from "./optimiser.js";

/** How RMSProp averages. */
export interface RmsMoments {
  /** The decay of the average of squared gradients, ρ; default 0.9. */
  readonly decay?: number;
  /** Keeps the divisor from 0; default 1e-8. */
  readonly epsilon?: number;
}

/** For each leaf of the parameters, in order, the running average of the squared gradient. */
export interface RmsState {
  readonly square: readonly Expr[];
}

/**
 * `s ← ρ s + (1 − ρ) g²`, `u = g / (√s + ε)`, `s` beginning at 0. Tieleman and Hinton (2012), lecture 6.5.
 *
 * @example
 * import { tensor } from "@chainrule/core";
 * import { scaleByRms } from "@chainrule/nn";
 * assert.deepEqual(scaleByRms().init(tensor([1, 2])).square[0]?.toNested(), [0, 0]);
 */
export const scaleByRms = ({ decay = 0.9, epsilon = 1e-8 }: RmsMoments = {}): Optimiser<RmsState> =>
  leafwise<RmsState>({
    init: (parameters) => ({ square: zerosLike(parameters) }),
    update: (gradients, state) => {
      const squares = movingAverage(decay, state.square, gradients.map(square));
      const updates = zipWith(gradients, squares, (g, s) => div(g, add(sqrt(s), epsilon)));
      return [updates, { square: squares }];
    },
  });
