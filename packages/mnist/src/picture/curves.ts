import type { TopLevelSpec } from "vega-lite";
import { colours, type Looks, nth } from "./looks.js";

/** Measurements of one kind over the epochs. */
export interface Curve {
  readonly name: string;
  /** Which colour and dash it has. */
  readonly look: number;
  readonly points: readonly { readonly epoch: number; readonly value: number }[];
}

/** How curves are shown. */
export interface CurvesOptions {
  readonly title: string;
  /** Shares are written as percentages. */
  readonly unit: "share" | "number";
  readonly scale: "linear" | "logarithmic";
}

/** Measurements that are few enough to be told apart are marked. */
const FEW = 25;

const WIDTH = 380;

/** Room in a legend for a line, and for a letter beside it. */
const LINE = 40;
const LETTER = 8;

/** How values are written on their axis; the sign of a percentage stands apart, as in text. */
const labels = {
  share: { format: ".2~%", labelExpr: "replace(datum.label, '%', '\u00a0%')" },
  number: { format: "~g" },
} as const;

const dashes: Looks<readonly number[]> = [
  [1, 0],
  [6, 3],
  [2, 2],
];

const dashOf = (look: number): readonly number[] => nth(dashes, Math.floor(look / colours.length));

/** As many powers of ten as are marked on an axis. */
const POWERS = 8;

/** Values to mark on a logarithmic axis: 1, 2, 5 of each power of ten in a range; of many powers some, and those alone. */
const logarithmicTicks = (least: number, most: number): readonly number[] => {
  const first = Math.floor(Math.log10(least));
  const count = Math.ceil(Math.log10(most)) - first + 1;
  const stride = Math.ceil(count / POWERS);
  const digits = count > POWERS / 2 ? [1] : [1, 2, 5];
  return Array.from({ length: Math.ceil(count / stride) }, (_, index) => first + index * stride)
    .flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
    .filter((value) => value >= least && value <= most);
};

/** Among numbers that differ by less than a double can hold exactly, the library finds no ticks. */
const told = (value: number): number => (Math.abs(value) < 1e-290 ? 0 : value);

/** Curves over the epochs, zoomed to where they are; a legend where there are several. */
export const curves = (series: readonly Curve[], { title, unit, scale }: CurvesOptions): TopLevelSpec => {
  const names = series.map(({ name }) => name);
  const points = series.flatMap((curve) =>
    curve.points.map(({ epoch, value }) => ({
      series: curve.name,
      epoch,
      value: scale === "linear" ? told(value) : value,
    })),
  );
  const values = points.map(({ value }) => value);
  const isCrowded = series.some((curve) => curve.points.length > FEW);
  const columns = Math.max(1, Math.floor(WIDTH / (LINE + LETTER * Math.max(...names.map((name) => name.length)))));
  const legend = names.length > 1 ? { columns, symbolType: "stroke" } : null;
  const vertical = { field: "value", type: "quantitative", title: null } as const;
  return {
    title,
    width: WIDTH,
    height: 230,
    data: { values: points },
    mark: { type: "line", strokeWidth: 2, point: !isCrowded && { size: 25 } },
    encoding: {
      x: {
        field: "epoch",
        type: "quantitative",
        title: "epoch",
        scale: { zero: false, nice: false },
        axis: { format: "~s", grid: false, tickCount: 8, tickMinStep: 1 },
      },
      y:
        scale === "linear"
          ? { ...vertical, scale: { zero: false }, axis: { ...labels[unit], tickCount: 6 } }
          : {
              ...vertical,
              scale: { type: "log", nice: false },
              axis: { ...labels[unit], values: [...logarithmicTicks(Math.min(...values), Math.max(...values))] },
            },
      color: {
        field: "series",
        type: "nominal",
        legend,
        scale: { domain: names, range: series.map(({ look }) => nth(colours, look)) },
      },
      strokeDash: {
        field: "series",
        type: "nominal",
        legend,
        scale: { domain: names, range: series.map(({ look }) => [...dashOf(look)]) },
      },
    },
  };
};
