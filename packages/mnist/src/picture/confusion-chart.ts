import type { Chart } from "./chart.js";
import { palette } from "./looks.js";

/** Samples of a class that were read as a class. */
interface Cell {
  readonly label: number;
  readonly predicted: number;
  readonly count: number;
  /** How strongly the cell is painted, from 0 to 1. */
  readonly opacity: number;
}

/** How strongly a single mistake is painted, and the most frequent one: the counts stay legible. */
const FAINTEST = 0.15;
const STRONGEST = 0.7;

/** Mistakes by the logarithm of their number: next to a frequent one, a rare one still shows. */
const opacityOf = (count: number, most: number): number =>
  count === 0 ? 0 : FAINTEST + (STRONGEST - FAINTEST) * (most === 1 ? 0 : Math.log(count) / Math.log(most));

/** Cells of a table of counts, painted by how many mistakes they are. */
const cellsOf = (matrix: readonly (readonly number[])[]): readonly Cell[] => {
  const mistakes = matrix.flatMap((row, label) => row.filter((_, predicted) => predicted !== label));
  const most = Math.max(1, ...mistakes);
  return matrix.flatMap((row, label) =>
    row.map((count, predicted) => ({
      label,
      predicted,
      count,
      opacity: label === predicted ? FAINTEST : opacityOf(count, most),
    })),
  );
};

/** How often each class (rows) was read as each class (columns): a heat map of the mistakes, with the counts in it. */
export const confusionChart = (matrix: readonly (readonly number[])[]): Chart => {
  const cells = cellsOf(matrix);
  const right = matrix.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
  const all = cells.reduce((sum, { count }) => sum + count, 0);
  const axis = { domain: false, ticks: false, labelAngle: 0, labelPadding: 6 };
  const step = { step: matrix.length > 4 ? 36 : 80 };
  const fill = {
    condition: { test: "datum.label === datum.predicted", value: palette.green },
    value: palette.vermillion,
  };
  return {
    alt: `Confusion matrix: ${right} of ${all} samples are classified rightly.`,
    spec: {
      language: "vega-lite",
      of: {
        title: "Confusion matrix",
        width: step,
        height: step,
        data: { values: [...cells] },
        encoding: {
          x: { field: "predicted", type: "ordinal", title: "read as", axis },
          y: { field: "label", type: "ordinal", title: "true class", axis: { ...axis, titlePadding: 8 } },
        },
        layer: [
          {
            mark: { type: "rect", stroke: "currentColor", strokeOpacity: 0.12 },
            encoding: { fill, fillOpacity: { field: "opacity", type: "quantitative", scale: null, legend: null } },
          },
          {
            mark: { type: "text" },
            encoding: {
              text: { field: "count", type: "quantitative" },
              opacity: { condition: { test: "datum.count === 0", value: 0.35 }, value: 1 },
            },
          },
        ],
      },
    },
  };
};
