import type { Concrete, RandomState } from "@chainrule/core";
import type { TrainingState as NetworkState } from "@chainrule/nn";
import * as O from "fp-ts/lib/Option.js";
import { List } from "immutable";
import type { Recipe } from "../recipe/recipe.js";
import type { Trained } from "./classifier.js";
import type { EpochRecord } from "./record.js";

/** The epoch that was best on the validation set, and its parameters. */
export interface Best {
  readonly epoch: number;
  readonly accuracy: number;
  readonly parameters: Trained;
}

/** Where training stands: all that it takes to go on, to the bit. */
export interface TrainingState {
  /** The parameters, and what the optimiser remembers. */
  readonly network: NetworkState<Trained, Concrete<object>>;
  /** Epochs that are done and measured. */
  readonly epoch: number;
  /** Chunks that are done since, and the sum of the losses of their samples. */
  readonly chunk: number;
  readonly lossSum: number;
  /** Where the sequence of random numbers stood when these epochs began, and where it stands. */
  readonly epochBegan: RandomState;
  readonly random: RandomState;
  /** What was measured, first to last. */
  readonly history: List<EpochRecord>;
  readonly best: O.Option<Best>;
  /** Why the run ended early, if it did. */
  readonly stopped: O.Option<string>;
  /** The time spent so far. */
  readonly seconds: number;
}

/** The state before the first step. */
export const begin = (network: TrainingState["network"], random: RandomState): TrainingState => ({
  network,
  epoch: 0,
  chunk: 0,
  lossSum: 0,
  epochBegan: random,
  random,
  history: List(),
  best: O.none,
  stopped: O.none,
  seconds: 0,
});

/** Whether there is nothing left to do. */
export const isDone = ({ epochs }: Recipe, { epoch, stopped }: TrainingState): boolean =>
  epoch >= epochs || O.isSome(stopped);

/** The parameters that a run results in, as its recipe says. */
export const resultOf = ({ keep }: Recipe, { best, network }: TrainingState): Trained =>
  keep === "best" && O.isSome(best) ? best.value.parameters : network.parameters;
