/** What is measured after an epoch; an accuracy is the share of a set that is classified rightly, absent where there is no such set. */
export interface EpochRecord {
  /** Counted from 1. */
  readonly epoch: number;
  /** The mean loss of the samples since the record before, each as it was met, before its own step. */
  readonly loss: number;
  readonly trainAccuracy: number;
  readonly validationAccuracy?: number;
  readonly testAccuracy?: number;
  /** Since the record before, measuring included. */
  readonly seconds: number;
}

/** The time of all epochs of a history. */
export const secondsIn = (history: Iterable<EpochRecord>): number =>
  [...history].reduce((sum, { seconds }) => sum + seconds, 0);
