import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as O from "fp-ts/lib/Option.js";
import { List } from "immutable";
import type { Checkpoint } from "../checkpoint/checkpoint.js";
import type { CheckpointError } from "../checkpoint/checkpoint-error.js";
import { restoreTree, tensorsOf } from "../checkpoint/tree.js";
import type { TrainingState } from "../training/state.js";

/** The checkpoint of a run in a run folder. */
export const CHECKPOINT = "checkpoint.safetensors";

/** A state as a checkpoint holds it: its tensors by name, and the rest as plain data. */
export const stateToSaved = ({
  network,
  history,
  best,
  stopped,
  ...rest
}: TrainingState): { readonly tensors: Checkpoint["tensors"]; readonly state: Checkpoint["metadata"]["state"] } => ({
  tensors: new Map([
    ...tensorsOf("parameters", network.parameters),
    ...tensorsOf("optimiser", network.optimiser),
    ...(O.isSome(best) ? tensorsOf("best", best.value.parameters) : []),
  ]),
  state: {
    ...rest,
    history: history.toArray(),
    best: O.isSome(best) ? { epoch: best.value.epoch, accuracy: best.value.accuracy } : null,
    stopped: O.toNullable(stopped),
  },
});

/** The state that a checkpoint holds, in the form of the state before the first step; left when its tensors have another form. */
export const stateFromSaved = (
  checkpoint: Checkpoint,
  { network }: Pick<TrainingState, "network">,
  source: string,
): E.Either<CheckpointError, TrainingState> => {
  const { history, best, stopped, ...rest } = checkpoint.metadata.state;
  return pipe(
    E.Do,
    E.apS("parameters", restoreTree(network.parameters, "parameters", checkpoint, source)),
    E.apS("optimiser", restoreTree(network.optimiser, "optimiser", checkpoint, source)),
    E.apS("of", best === null ? E.right(undefined) : restoreTree(network.parameters, "best", checkpoint, source)),
    E.map(
      ({ parameters, optimiser, of }): TrainingState => ({
        ...rest,
        network: { parameters, optimiser },
        history: List(history),
        best: best === null || of === undefined ? O.none : O.some({ ...best, parameters: of }),
        stopped: O.fromNullable(stopped),
      }),
    ),
  );
};
