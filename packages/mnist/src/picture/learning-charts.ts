import type { EpochRecord } from "../training/record.js";
import type { Chart } from "./chart.js";
import { type Curve, curves } from "./curves.js";
import { percent } from "./percent.js";

/** The history of a run, and what to call the run. */
export interface LabelledHistory {
  readonly label: string;
  readonly history: readonly EpochRecord[];
}

/** How many times the least loss the largest must be for the small ones to be lost to the eye on a linear scale. */
const WIDE = 20;

const accuracies = [
  { name: "training", of: (record: EpochRecord) => record.trainAccuracy },
  { name: "validation", of: (record: EpochRecord) => record.validationAccuracy },
  { name: "test", of: (record: EpochRecord) => record.testAccuracy },
] as const;

const measuredEpochs = ({ length }: readonly EpochRecord[]): string =>
  length === 1 ? "one measured epoch" : `${length} measured epochs`;

/** The shares of the sets that are classified rightly after each epoch. */
export const accuracyChart = (history: readonly EpochRecord[]): Chart => {
  const series = accuracies.map(({ name, of }, look): Curve => {
    const points = history.flatMap((record) => {
      const value = of(record);
      return value === undefined ? [] : [{ epoch: record.epoch, value }];
    });
    return { name, look, points };
  });
  const measured = series.filter(({ points }) => points.length > 0);
  const ends = measured.flatMap(({ name, points }) => points.slice(-1).map(({ value }) => `${name} ${percent(value)}`));
  return {
    alt: `Accuracy over ${measuredEpochs(history)}; at the end: ${ends.join(", ")}.`,
    spec: {
      language: "vega-lite",
      of: curves(measured, { title: "Accuracy", unit: "share", scale: "linear" }),
    },
  };
};

const lossCurves = (runs: readonly LabelledHistory[]): Chart["spec"] => {
  const losses = runs.flatMap(({ history }) => history.map(({ loss }) => loss));
  const least = Math.min(...losses);
  const isWide = least > 0 && Math.max(...losses) > WIDE * least;
  const series = runs.map(({ label, history }, look) => ({
    name: label,
    look,
    points: history.map(({ epoch, loss }) => ({ epoch, value: loss })),
  }));
  return {
    language: "vega-lite",
    of: curves(series, { title: "Training loss", unit: "number", scale: isWide ? "logarithmic" : "linear" }),
  };
};

const lossAtEnd = (history: readonly EpochRecord[]): string => history.at(-1)?.loss.toPrecision(3) ?? "not measured";

/** The mean loss of each epoch; on a logarithmic scale where it falls far. */
export const lossChart = (history: readonly EpochRecord[]): Chart => ({
  alt: `Training loss over ${measuredEpochs(history)}; at the end: ${lossAtEnd(history)}.`,
  spec: lossCurves([{ label: "training", history }]),
});

/** The mean losses of several runs over their epochs; on a logarithmic scale where they fall far. */
export const costChart = (runs: readonly LabelledHistory[]): Chart => {
  const ends = runs.map(({ label, history }) => `${label} ${lossAtEnd(history)}`);
  return {
    alt: `Training loss of ${runs.length} runs; at the end: ${ends.join(", ")}.`,
    spec: lossCurves(runs),
  };
};
