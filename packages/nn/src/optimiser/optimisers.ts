import { addDecayedWeights } from "./add-decayed-weights.js";
import { chain } from "./chain.js";
import type { NoState, Optimiser } from "./optimiser.js";
import { type AdamMoments, type AdamState, scaleByAdam } from "./scale-by-adam.js";
import { type LearningRate, type RateState, scaleByLearningRate } from "./scale-by-learning-rate.js";
import { type RmsMoments, type RmsState, scaleByRms } from "./scale-by-rms.js";
import { type TraceState, trace } from "./trace.js";

/** How far to step. */
export interface RateOptions {
  readonly learningRate: LearningRate;
}

/** How far to step, and how much of the velocity to keep. */
export interface MomentumOptions extends RateOptions {
  /** What is left of the velocity after a step, β; default 0.9. */
  readonly decay?: number;
}

/**
 * Gradient descent: `w ← w − r g`.
 *
 * @example
 * import { compile, square, sub, tensor, type Expr } from "@chainrule/core";
 * import { initialState, sgd, trainStep } from "@chainrule/nn";
 * const optimiser = sgd({ learningRate: 0.25 });
 * const step = compile(trainStep((w: Expr<readonly []>, target: Expr<readonly []>) => square(sub(w, target)), optimiser));
 * const [next, loss] = step(initialState(tensor(3), optimiser), tensor(1));
 * assert.equal(next.parameters.toNumber(), 2);
 * assert.equal(loss.toNumber(), 4);
 */
export const sgd = ({ learningRate }: RateOptions): Optimiser<RateState> => scaleByLearningRate(learningRate);

/**
 * Gradient descent with momentum: `v ← β v + g`, `w ← w − r v`. Polyak (1964).
 *
 * @example
 * import { mul, scan, tensor, type Expr } from "@chainrule/core";
 * import { initialState, momentum, trainStep } from "@chainrule/nn";
 * const loss = (w: Expr<readonly []>, slope: Expr<readonly []>) => mul(w, slope);
 * const optimiser = momentum({ learningRate: 1, decay: 0.5 });
 * const [{ parameters }] = scan(trainStep(loss, optimiser))(initialState(tensor(0), optimiser), tensor([1, 1]));
 * assert.equal(parameters.toNumber(), -1 - 1.5);
 */
export const momentum = ({ learningRate, ...velocity }: MomentumOptions): Optimiser<readonly [TraceState, RateState]> =>
  chain(trace(velocity), scaleByLearningRate(learningRate));

/**
 * Momentum that looks one step ahead: `v ← β v + g`, `w ← w − r (β v + g)`. Nesterov (1983), as in Sutskever et al. (2013).
 *
 * @example
 * import { mul, scan, tensor, type Expr } from "@chainrule/core";
 * import { initialState, nesterov, trainStep } from "@chainrule/nn";
 * const loss = (w: Expr<readonly []>, slope: Expr<readonly []>) => mul(w, slope);
 * const optimiser = nesterov({ learningRate: 1, decay: 0.5 });
 * const [{ parameters }] = scan(trainStep(loss, optimiser))(initialState(tensor(0), optimiser), tensor([1, 1]));
 * assert.equal(parameters.toNumber(), -1.5 - 1.75);
 */
export const nesterov = ({ learningRate, ...velocity }: MomentumOptions): Optimiser<readonly [TraceState, RateState]> =>
  chain(trace({ ...velocity, nesterov: true }), scaleByLearningRate(learningRate));

/**
 * RMSProp: `s ← ρ s + (1 − ρ) g²`, `w ← w − r g / (√s + ε)`. Tieleman and Hinton (2012).
 *
 * @example
 * import { mul, scan, tensor, type Expr } from "@chainrule/core";
 * import { initialState, rmsProp, trainStep } from "@chainrule/nn";
 * const loss = (w: Expr<readonly []>, slope: Expr<readonly []>) => mul(w, slope);
 * const optimiser = rmsProp({ learningRate: 1, decay: 0.75 });
 * const [{ parameters }] = scan(trainStep(loss, optimiser))(initialState(tensor(0), optimiser), tensor([3]));
 * assert.ok(Math.abs(parameters.toNumber() + 2) < 1e-6);
 */
export const rmsProp = ({
  learningRate,
  ...moments
}: RateOptions & RmsMoments): Optimiser<readonly [RmsState, RateState]> =>
  chain(scaleByRms(moments), scaleByLearningRate(learningRate));

/** How Adam steps. */
export interface AdamOptions extends AdamMoments {
  /** Default 0.001, as in the paper. */
  readonly learningRate?: LearningRate;
}

/**
 * Adam: `w ← w − r m̂ / (√v̂ + ε)`, see `scaleByAdam`. Kingma and Ba (2015).
 *
 * @example
 * import { tensor } from "@chainrule/core";
 * import { adam } from "@chainrule/nn";
 * const [moments] = adam({ learningRate: 0.01 }).init({ w: tensor([1, 2]) });
 * assert.deepEqual(moments.mean[0]?.toNested(), [0, 0]);
 */
export const adam = ({
  learningRate = 1e-3,
  ...moments
}: AdamOptions = {}): Optimiser<readonly [AdamState, RateState]> =>
  chain(scaleByAdam(moments), scaleByLearningRate(learningRate));

/** How AdamW steps. */
export interface AdamWOptions extends AdamOptions {
  /** Default 0.01. */
  readonly weightDecay?: number;
}

/**
 * Adam with decoupled weight decay: `w ← w − r (m̂ / (√v̂ + ε) + λ w)`. Loshchilov and Hutter (2019).
 *
 * @example
 * import { mul, scan, tensor, type Expr } from "@chainrule/core";
 * import { initialState, adamW, trainStep } from "@chainrule/nn";
 * const loss = (w: Expr<readonly []>, slope: Expr<readonly []>) => mul(w, slope);
 * const optimiser = adamW({ learningRate: 1, weightDecay: 0.5 });
 * const [{ parameters }] = scan(trainStep(loss, optimiser))(initialState(tensor(4), optimiser), tensor([3]));
 * assert.ok(Math.abs(parameters.toNumber() - (4 - 1 - 2)) < 1e-6);
 */
export const adamW = ({
  learningRate = 1e-3,
  weightDecay = 0.01,
  ...moments
}: AdamWOptions = {}): Optimiser<readonly [AdamState, NoState, RateState]> =>
  chain(scaleByAdam(moments), addDecayedWeights(weightDecay), scaleByLearningRate(learningRate));
