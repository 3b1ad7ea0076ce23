import { add, mul, neg } from "@chainrule/core";
import type { Schedule, StepCount } from "../schedule/schedule.js";
import { leafwise, type Optimiser } from "./optimiser.js";
import { inDTypeOf, noSteps } from "./step-count.js";

/** A rate, or a schedule that gives one for each step. */
export type LearningRate = number | Schedule;

/** The steps so far, from which a schedule takes its rate. */
export interface RateState {
  readonly step: StepCount;
}

/**
 * `u = −r(t) g`, `t` from 0 on: the last link of most chains, which turns ascent into descent.
 *
 * @throws RangeError when the rate is a number that is not finite.
 *
 * @example
 * import { evaluate, lift, tensor } from "@chainrule/core";
 * import { scaleByLearningRate } from "@chainrule/nn";
 * const [updates] = scaleByLearningRate(0.5).update(lift(tensor([4])), { step: lift(0, "f64") }, lift(tensor([1])));
 * assert.deepEqual(evaluate(updates).toNested(), [-2]);
 */
export const scaleByLearningRate = (learningRate: LearningRate): Optimiser<RateState> => {
  if (typeof learningRate === "number" && !Number.isFinite(learningRate))
    throw new RangeError(`a learning rate must be finite, got ${learningRate}`);
  return leafwise<RateState>({
    init: () => ({ step: noSteps }),
    update: (gradients, { step }) => {
      const rate = typeof learningRate === "number" ? learningRate : learningRate(step);
      const descent = typeof rate === "number" ? -rate : neg(rate);
      return [gradients.map((g) => mul(inDTypeOf(g, descent), g)), { step: add(step, 1) }];
    },
  });
};
