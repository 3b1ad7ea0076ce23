import { add, div, type Expr, pow, sqrt, square, sub } from "@chainrule/core";
import { zipWith } from "fp-ts/lib/ReadonlyArray.js";
import type { StepCount } from "../schedule/schedule.js";
import { movingAverage, zerosLike } from "./moments.js";
import { leafwise, type Optimiser } from "./optimiser.js";
import { inDTypeOf, noSteps } from "./step-count.js";

/** How Adam averages. */
export interface AdamMoments {
  /** The decay of the average of gradients, β₁; default 0.9. */
  readonly meanDecay?: number;
  /** The decay of the average of squared gradients, β₂; default 0.999. */
  readonly squareDecay?: number;
  /** Keeps the divisor from 0; default 1e-8. */
  readonly epsilon?: number;
}

/** What Adam remembers: the steps so far, and for each leaf of the parameters, in order, two running averages. */
export interface AdamState {
  readonly step: StepCount;
  /** Of the gradients. */
  readonly mean: readonly Expr[];
  /** Of their squares. */
  readonly square: readonly Expr[];
}

/**
 * `m ← β₁ m + (1 − β₁) g`, `v ← β₂ v + (1 − β₂) g²`, `u = m̂ / (√v̂ + ε)` with `m̂ = m / (1 − β₁ᵗ)` and `v̂ = v / (1 − β₂ᵗ)`, `t` from 1 on.
 * Kingma and Ba (2015), algorithm 1.
 *
 * @example
 * import { tensor } from "@chainrule/core";
 * import { chain, scaleByAdam, scaleByLearningRate } from "@chainrule/nn";
 * const adam = chain(scaleByAdam(), scaleByLearningRate(0.001));
 * const [{ step }] = adam.init(tensor([1, 2]));
 * assert.equal(step.toNumber(), 0);
 */
export const scaleByAdam = ({
  meanDecay = 0.9,
  squareDecay = 0.999,
  epsilon = 1e-8,
}: AdamMoments = {}): Optimiser<AdamState> =>
  leafwise<AdamState>({
    init: (parameters) => ({ step: noSteps, mean: zerosLike(parameters), square: zerosLike(parameters) }),
    update: (gradients, state) => {
      const step = add(state.step, 1);
      const mean = movingAverage(meanDecay, state.mean, gradients);
      const squares = movingAverage(squareDecay, state.square, gradients.map(square));
      // The averages begin at 0, and so are too small by these factors.
      const meanShare = sub(1, pow(meanDecay, step));
      const squareShare = sub(1, pow(squareDecay, step));
      const updates = zipWith(mean, squares, (m, v) =>
        div(div(m, inDTypeOf(m, meanShare)), add(sqrt(div(v, inDTypeOf(v, squareShare))), epsilon)),
      );
      return [updates, { step, mean, square: squares }];
    },
  });
