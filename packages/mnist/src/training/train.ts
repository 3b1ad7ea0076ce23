import { type Backend, type Random, type RandomState, scan } from "@chainrule/core";
import { initialState, type Optimiser, trainStep } from "@chainrule/nn";
import * as E from "fp-ts/lib/Either.js";
import type { Examples } from "../data/examples.js";
import { optimisers } from "../recipe/optimiser.js";
import type { Recipe } from "../recipe/recipe.js";
import { schedules } from "../recipe/schedule.js";
import { chunkOf } from "./chunk.js";
import type { Classifier } from "./classifier.js";
import { firstFault } from "./divergence.js";
import { better, type LearningData, measuring } from "./measure.js";
import { type EpochRecord, secondsIn } from "./record.js";
import { begin, isDone, type TrainingState } from "./state.js";
import { reasonToStop } from "./stopping.js";
import { stepsOf, stretchAfter } from "./stretch.js";

/** How far an epoch is. */
export interface ProgressEvent {
  readonly _tag: "Progress";
  /** Counted from 1; the last one before the next measurement. */
  readonly epoch: number;
  /** Samples that were trained on since the last measurement, and that there are before the next. */
  readonly done: number;
  readonly total: number;
  /** The mean loss of these samples. */
  readonly loss: number;
}

/** The end of an epoch. */
export interface EpochEvent {
  readonly _tag: "Epoch";
  readonly record: EpochRecord;
}

/** Training that left the finite numbers. */
export interface Diverged {
  readonly _tag: "Diverged";
  readonly epoch: number;
  /** The first operation that did. */
  readonly reason: string;
}

/** All that training depends on. */
export interface Training {
  readonly recipe: Recipe;
  readonly classifier: Classifier;
  readonly data: LearningData;
  readonly backend: Backend;
  /** Tells the time in milliseconds; times are reported, and nothing else depends on them. */
  readonly clock?: () => number;
}

/** A state, and what happened on the way to it. */
export type Advanced = readonly [TrainingState, ProgressEvent | EpochEvent];

/** Training as a fold: where it begins, and the way from one state to the next. */
export interface Trainer {
  readonly begin: Random<TrainingState>;
  readonly advance: (state: TrainingState) => E.Either<Diverged, Advanced>;
}

/** The last value of a function of whole numbers and states of a sequence is kept, since it is asked for again and again. */
const rememberLast = <A>(f: (epoch: number, random: RandomState) => A): typeof f => {
  let last: { readonly epoch: number; readonly random: RandomState; readonly value: A } | undefined;
  return (epoch, random) => {
    if (last?.epoch !== epoch || last.random.join() !== random.join())
      last = { epoch, random, value: f(epoch, random) };
    return last.value;
  };
};

/**
 * The fold that trains a network on data: `stateₖ₊₁ = advance(stateₖ)`, a few steps at a time. Every state is plain data and tensors; to
 * go on from any of them gives the same bits as never to have stopped.
 *
 * @example
 * import { interpreter, seed } from "@chainrule/core";
 * import { classifierFor, generatedSets, presets, trainerOf } from "@chainrule/mnist";
 * import * as E from "fp-ts/lib/Either.js";
 * const [train] = generatedSets.xor.make({ count: 4, noise: 0, dtype: "f64" })(seed(1));
 * const { recipe } = presets["s2-xor"];
 * const data = { train, validation: undefined, test: undefined, image: undefined };
 * const training = { recipe, classifier: classifierFor(recipe, 2, 2), data, backend: interpreter };
 * const { begin, advance } = trainerOf(training);
 * const [state] = begin(seed(2));
 * const advanced = advance(state);
 * assert.ok(E.isRight(advanced));
 * assert.equal(advanced.right[0].epoch, 125); // measured every 125 epochs
 */
export const trainerOf = (training: Training): Trainer => {
  const { recipe, classifier, data, backend, clock = () => performance.now() } = training;
  const count = data.train.labels.shape[0];
  const { weightDecay } = recipe;
  const learningRate = schedules[recipe.schedule](recipe.learningRate, stepsOf(recipe, count));
  const optimiser: Optimiser = optimisers[recipe.optimiser].make({ learningRate, weightDecay });
  const measure = measuring(training);

  /** Steps that learn from some examples. These are constants of the program, so that a first layer can skip their zeros. */
  const stepsOn = (examples: Examples) => {
    const step = trainStep(classifier.loss(examples), optimiser);
    return { step, fold: scan(step, { backend }) };
  };
  const onData = stepsOn(data.train);
  const stretchAt = rememberLast((epoch, random) => {
    const [{ examples, ...stretch }, ordered] = stretchAfter(recipe, data, epoch)(random);
    return { ...stretch, ordered, ...(examples === data.train ? onData : stepsOn(examples)) };
  });

  /** The state after the last chunk of a stretch is measured. */
  const measured = (state: TrainingState, samples: number, seconds: () => number): E.Either<Diverged, Advanced> => {
    const { epoch, network, random } = state;
    const { shares, isNumber } = measure(epoch, network.parameters);
    if (!isNumber) return E.left({ _tag: "Diverged", epoch, reason: "after its last step the loss is no number" });
    const record = { epoch, loss: state.lossSum / samples, ...shares, seconds: seconds() - secondsIn(state.history) };
    const best = better(state.best, network.parameters, record);
    const history = state.history.push(record);
    const stopped = reasonToStop(recipe.stopping, history, best);
    const next = { ...state, chunk: 0, lossSum: 0, epochBegan: random, history, best, stopped, seconds: seconds() };
    return E.right([next, { _tag: "Epoch", record }]);
  };

  return {
    begin: (random) => {
      const [parameters, next] = classifier.init(random);
      return [begin(initialState(parameters, optimiser), next), next];
    },
    advance: (state) => {
      const begun = clock();
      const seconds = () => state.seconds + (clock() - begun) / 1000;
      const { epochs, chunks, ordered, step, fold } = stretchAt(state.epoch, state.epochBegan);
      const rows = chunks[state.chunk];
      if (rows === undefined) throw new RangeError(`advance: there is no chunk ${state.chunk} of ${chunks.length}`);
      const [batches, random] = chunkOf(recipe, rows)(state.chunk === 0 ? ordered : state.random);
      const [network, losses] = fold(state.network, batches);
      const values = losses.toArray();
      const epoch = state.epoch + epochs;
      if (!values.every(Number.isFinite))
        return E.left({ _tag: "Diverged", epoch, reason: firstFault(step, state.network, batches) });

      const chunk = state.chunk + 1;
      const lossSum = values.reduce((sum, loss) => sum + loss * rows.shape[1], state.lossSum);
      const total = epochs * count;
      const after = { ...state, network, random, lossSum };
      if (chunk === chunks.length) return measured({ ...after, epoch }, total, seconds);
      const done = chunks.slice(0, chunk).reduce((sum, { size }) => sum + size, 0);
      const event = { _tag: "Progress", epoch, done, total, loss: lossSum / done } as const;
      return E.right([{ ...after, chunk, seconds: seconds() }, event]);
    },
  };
};

/**
 * Every state of a run from a given one on, with what happened on the way to it; ends with the last one, or with what went wrong.
 *
 * @example
 * import { interpreter, seed } from "@chainrule/core";
 * import { classifierFor, generatedSets, presets, train, trainerOf } from "@chainrule/mnist";
 * const [points] = generatedSets.moons.make({ count: 20, noise: 0.1, dtype: "f32" })(seed(1));
 * const recipe = { ...presets.s3.recipe, hidden: [4], epochs: 400, measureEvery: 100 };
 * const data = { train: points, validation: undefined, test: undefined, image: undefined };
 * const training = { recipe, classifier: classifierFor(recipe, 2, 2), data, backend: interpreter };
 * const [start] = trainerOf(training).begin(seed(2));
 * const losses = [...train(training, start)].flatMap(([, event]) => (event._tag === "Epoch" ? [event.record.loss] : []));
 * assert.equal(losses.length, 4);
 * assert.ok((losses[3] ?? 1) < (losses[0] ?? 0));
 */
export function* train(
  training: Training,
  from: TrainingState,
): Generator<Advanced, E.Either<Diverged, TrainingState>> {
  const { advance } = trainerOf(training);
  let state = from;
  while (!isDone(training.recipe, state)) {
    const advanced = advance(state);
    if (E.isLeft(advanced)) return advanced;
    yield advanced.right;
    [state] = advanced.right;
  }
  return E.right(state);
}
