import { join } from "node:path";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as O from "fp-ts/lib/Option.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import type { NotWritten } from "../checkpoint/atomic.js";
import { type Checkpoint, saveCheckpoint } from "../checkpoint/checkpoint.js";
import { measureOn } from "../training/measure.js";
import { isDone, resultOf, type TrainingState } from "../training/state.js";
import { type Diverged, type Training, train } from "../training/train.js";
import type { Interrupted } from "./error.js";
import type { Reporter, Result } from "./reporter.js";
import { CHECKPOINT, stateToSaved } from "./saved.js";

/** One run: what it trains, from where, and where it is kept. */
export interface Run {
  readonly training: Training;
  readonly from: TrainingState;
  readonly folder: string;
  readonly checkpointEvery: number;
  /** What its checkpoints tell, but for the state. */
  readonly metadata: Omit<Checkpoint["metadata"], "state" | "savedAt">;
}

/** Lets timers and signals have their turn. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const save = ({ folder, metadata }: Run, state: TrainingState): TE.TaskEither<NotWritten, void> => {
  const { tensors, state: plain } = stateToSaved(state);
  const savedAt = new Date().toISOString();
  return saveCheckpoint(join(folder, CHECKPOINT), { tensors, metadata: { ...metadata, state: plain, savedAt } });
};

/** Writes the state from which a run begins, so that there is something to go on from at any time. */
export const saveFirst = (run: Run): TE.TaskEither<NotWritten, void> => save(run, run.from);

/** Trains to the end, telling the reporter, and saving checkpoints on the way and where it is asked to stop. */
export const runToEnd =
  (
    run: Run,
    reporter: Reporter,
    signal: AbortSignal,
  ): TE.TaskEither<Diverged | NotWritten | Interrupted, TrainingState> =>
  async () => {
    const { training, from, checkpointEvery, folder } = run;
    const { epochs } = training.recipe;
    const steps = train(training, from);
    let [state, saved] = [from, from.epoch];
    for (let next = steps.next(); ; next = steps.next()) {
      if (next.done === true)
        return pipe(
          TE.fromEither(next.value),
          TE.tap((end) => save(run, end)),
        )();
      const [reached, event] = next.value;
      state = reached;
      if (event._tag === "Progress") reporter.progress({ ...event, epochs });
      else reporter.epoch(event.record, epochs);
      const isDue = event._tag === "Epoch" && state.epoch - saved >= checkpointEvery;
      await breathe();
      const isStopping = signal.aborted && !isDone(training.recipe, state);
      if (!isDue && !isStopping) continue;
      const written = await save(run, state)();
      if (E.isLeft(written)) return written;
      saved = state.epoch;
      if (isStopping) return E.left({ _tag: "Interrupted", folder, epoch: state.epoch });
    }
  };

const rounded = (seconds: number): number => Number(seconds.toFixed(3));

/** What a run came to: the test set is looked at here, once, but where the recipe looked at it before. */
export const resultOfRun = ({ recipe, classifier, data, backend }: Training, state: TrainingState): Result => {
  const parameters = resultOf(recipe, state);
  const { loss, accuracy } = measureOn(classifier, data.train, backend)(parameters);
  return {
    ...(data.test && { testAccuracy: measureOn(classifier, data.test, backend)(parameters).accuracy }),
    trainAccuracy: accuracy,
    loss,
    seconds: rounded(state.seconds),
    epochs: state.epoch,
    stopped: O.toUndefined(state.stopped),
  };
};
