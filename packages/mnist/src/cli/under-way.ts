import type { Plan, Progress } from "../run/reporter.js";
import type { EpochRecord } from "../training/record.js";
import { type Pace, paceAt, paceFrom, rateOf, secondsLeft } from "./pace.js";

/** A run as far as a reporter has been told of it. */
export interface UnderWay {
  readonly epochs: number;
  /** How many samples an epoch has. */
  readonly samples: number;
  /** The samples of all epochs that are trained on, over time; nothing before the first sign of life. */
  readonly pace: Pace | undefined;
  readonly loss: number;
  /** After each epoch that was measured. */
  readonly accuracies: readonly number[];
}

/** What can be said of a run under way. */
export interface Status {
  readonly epoch: number;
  readonly epochs: number;
  /** The share of the whole run that is done. */
  readonly share: number;
  readonly loss: number;
  /** Samples a second. */
  readonly rate: number | undefined;
  /** Seconds until the last epoch is done. */
  readonly left: number | undefined;
  readonly accuracies: readonly number[];
}

/** A run of which nothing has been done. */
export const planned = ({ recipe, data }: Plan): UnderWay => ({
  epochs: recipe.epochs,
  samples: data.train,
  pace: undefined,
  loss: Number.NaN,
  accuracies: [],
});

const reached = (run: UnderWay, samples: number, seconds: number, loss: number): UnderWay => {
  const now = { samples, seconds };
  return { ...run, loss, pace: run.pace === undefined ? paceFrom(now) : paceAt(run.pace, now) };
};

/** The run after more training, at a time in seconds. */
export const advanced = (run: UnderWay, { epoch, done, total, loss }: Progress, seconds: number): UnderWay =>
  reached(run, epoch * run.samples - (total - done), seconds, loss);

/** The accuracy that says most of a network: on examples that it has not learnt from, where there are any. */
const accuracyOf = ({ validationAccuracy, testAccuracy, trainAccuracy }: EpochRecord): number =>
  validationAccuracy ?? testAccuracy ?? trainAccuracy;

/** The run after a measurement, at a time in seconds. */
export const measured = (run: UnderWay, record: EpochRecord, seconds: number): UnderWay => ({
  ...reached(run, record.epoch * run.samples, seconds, record.loss),
  accuracies: [...run.accuracies, accuracyOf(record)],
});

/** How a run stands, from the first sign of life on. */
export const statusOf = ({ epochs, samples, pace, loss, accuracies }: UnderWay): Status | undefined => {
  if (pace === undefined) return undefined;
  const done = pace.latest.samples;
  const all = epochs * samples;
  return {
    epoch: Math.ceil(done / samples),
    epochs,
    share: done / all,
    loss,
    rate: rateOf(pace),
    left: secondsLeft(pace, all),
    accuracies,
  };
};
