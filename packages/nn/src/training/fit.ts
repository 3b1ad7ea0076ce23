import type { Random, RandomState } from "@chainrule/core";
import { List } from "immutable";

/** Where training stands: all that it takes to go on, and what was measured in each epoch so far. */
export interface Progress<State, Measures> {
  /** How many epochs are done. */
  readonly epoch: number;
  readonly state: State;
  /** Where the sequence of random numbers stands. */
  readonly random: RandomState;
  /** What each epoch measured, first to last. */
  readonly history: List<Measures>;
}

/** What an epoch does, with which batches, and how many there are. */
export interface FitOptions<State, Batches, Measures> {
  /** One epoch: usually `scan(trainStep(loss, optimiser))`. */
  readonly epoch: (state: State, batches: Batches) => readonly [State, Measures];
  /** The batches of an epoch, drawn anew for each. */
  readonly batches: Random<Batches>;
  /** How many epochs there are in all; those that `from` has done count. Default: no end, the caller stops. */
  readonly epochs?: number;
}

/**
 * Progress before the first epoch.
 *
 * @example
 * import { seed, tensor } from "@chainrule/core";
 * import { begin } from "@chainrule/nn";
 * assert.equal(begin({ parameters: tensor(0), optimiser: {} }, seed(1)).epoch, 0);
 */
export const begin = <State>(state: State, random: RandomState): Progress<State, never> => ({
  epoch: 0,
  state,
  random,
  history: List(),
});

/** Progress after one more epoch. */
const advance = <State, Batches, Measures>(
  { epoch, batches }: FitOptions<State, Batches, Measures>,
  from: Progress<State, Measures>,
): Progress<State, Measures> => {
  const [drawn, random] = batches(from.random);
  const [state, measures] = epoch(from.state, drawn);
  return { epoch: from.epoch + 1, state, random, history: from.history.push(measures) };
};

/**
 * Training as a fold over epochs, unfolded as far as the caller asks: `pₖ₊₁ = epoch(pₖ)`. It yields progress after each epoch; to stop
 * early is to take no more, and to resume is to begin from any progress, which gives the same bits as never to have stopped.
 *
 * @example
 * import { mean, scan, seed, square, sub, take, tensor, type Expr } from "@chainrule/core";
 * import { begin, fit, initialState, sgd, shuffledBatches, trainStep } from "@chainrule/nn";
 * const targets = tensor([1, 2, 3, 4]);
 * const optimiser = sgd({ learningRate: 0.1 });
 * const loss = (w: Expr<readonly []>, rows: Expr<readonly [number]>) => mean(square(sub(w, take(targets, rows))));
 * const epoch = scan(trainStep(loss, optimiser));
 * const start = begin(initialState(tensor(0), optimiser), seed(1));
 * for (const { epoch: done, history } of fit({ epoch, batches: shuffledBatches(4, 2) }, start)) {
 *   if (done === 3) break;
 *   assert.equal(history.size, done);
 * }
 */
export const fit = <State, Batches, Measures>(
  options: FitOptions<State, Batches, Measures>,
  from: Progress<State, Measures>,
): Iterable<Progress<State, Measures>> => ({
  *[Symbol.iterator]() {
    const { epochs = Number.POSITIVE_INFINITY } = options;
    for (let progress = from; progress.epoch < epochs; ) {
      progress = advance(options, progress);
      yield progress;
    }
  },
});
