import {
  type Concrete,
  type Expr,
  fullLike,
  GradientError,
  identity,
  isExpr,
  leavesOf,
  lift,
  mapLeaves,
  pullback,
  replaceLeaves,
  showShape,
} from "@chainrule/core";
import { applyUpdates } from "../optimiser/apply-updates.js";
import type { Optimiser } from "../optimiser/optimiser.js";

/** What training carries from step to step: the parameters, and what the optimiser remembers. */
export interface TrainingState<Parameters, OptimiserState> {
  readonly parameters: Parameters;
  readonly optimiser: OptimiserState;
}

/** What a step measures: the loss alone, or the loss and whatever else one wants to know. */
export type Measured = Expr<readonly []> | { readonly loss: Expr<readonly []> };

/**
 * Where training begins: the parameters, and the first state of the optimiser.
 *
 * @example
 * import { seed } from "@chainrule/core";
 * import { adam, dense, initialState } from "@chainrule/nn";
 * const [parameters] = dense(2, 1).init(seed(1));
 * const { optimiser } = initialState(parameters, adam());
 * assert.equal(optimiser[0].mean.length, 2);
 */
export const initialState = <Parameters, OptimiserState>(
  parameters: Parameters,
  optimiser: Optimiser<OptimiserState>,
): TrainingState<Parameters, Concrete<OptimiserState>> => ({ parameters, optimiser: optimiser.init(parameters) });

/** The measured loss, to be descended. */
const lossIn = (measured: Measured): Expr => {
  const loss: Expr = isExpr(measured) ? measured : measured.loss;
  if (loss.shape.length === 0) return loss;
  throw new GradientError(
    `trainStep: the loss must be a scalar, got ${showShape(loss.shape)}: take its mean or its sum`,
  );
};

/**
 * One step of training as a pure function of expressions, `(state, batch) ↦ [state, measured]`, for `scan` or `compile`: the gradient of
 * the loss with respect to the parameters, turned into updates by the optimiser, added to the parameters.
 *
 * The loss may return, in place of a scalar, an object with a `loss` and other values to report; only `loss` is differentiated.
 *
 * @throws GradientError when the loss is not a scalar.
 *
 * @example
 * import { scan, square, sub, tensor, type Expr } from "@chainrule/core";
 * import { initialState, sgd, trainStep } from "@chainrule/nn";
 * const loss = (w: Expr<readonly []>, target: Expr<readonly []>) => square(sub(w, target));
 * const optimiser = sgd({ learningRate: 0.25 });
 * const train = scan(trainStep(loss, optimiser));
 * const [{ parameters }, losses] = train(initialState(tensor(3), optimiser), tensor([1, 1, 1]));
 * assert.equal(parameters.toNumber(), 1.25);
 * assert.deepEqual(losses.toNested(), [4, 1, 0.25]);
 */
export const trainStep =
  <Parameters, Batch, Metrics extends Measured, OptimiserState>(
    loss: (parameters: Parameters, batch: Batch) => Metrics,
    optimiser: Optimiser<OptimiserState>,
  ) =>
  (
    state: TrainingState<Parameters, OptimiserState>,
    batch: Batch,
  ): readonly [TrainingState<Parameters, OptimiserState>, Metrics] => {
    // Safe: the same tree, each leaf a node of its own, so that a node which stands in two places has a gradient for each.
    const parameters = mapLeaves(state.parameters, (leaf) => identity(leaf)) as Parameters;
    const measured = loss(parameters, batch);
    const descended = lossIn(measured);
    const slopes = pullback(
      [descended],
      leavesOf(parameters).map(({ leaf }) => lift(leaf)),
      [fullLike(descended, 1)],
    );
    // Safe: there is one gradient for each leaf of the parameters, in order.
    const gradients = replaceLeaves(parameters, slopes) as Parameters;
    const [updates, next] = optimiser.update(gradients, state.optimiser, parameters);
    return [{ parameters: applyUpdates(parameters, updates), optimiser: next }, measured];
  };
