import type { Data, EncodeEntry, Mark, Scale, Spec, SymbolShape } from "vega";
import type { Chart } from "./chart.js";
import { colours, type Looks, nth, palette } from "./looks.js";

/** Where a network of two features sees which class, and the points that it learnt from. */
export interface Regions {
  /** The probability of class 1, `probability[row][column]` at `(xs[column], ys[row])`; both are evenly spaced and ascend. */
  readonly grid: {
    readonly xs: readonly number[];
    readonly ys: readonly number[];
    readonly probability: readonly (readonly number[])[];
  };
  readonly points: readonly { readonly x: number; readonly y: number; readonly label: number }[];
}

const SIZE = 320;

/** Shapes that look equally large, with their areas in pixels. */
const shapes: Looks<readonly [SymbolShape, number]> = [
  ["circle", 55],
  ["triangle-up", 80],
  ["square", 50],
  ["diamond", 70],
  ["cross", 60],
];

/** Probabilities at which the paint of a class gets one coat more, and how much a coat covers. */
const COATS = Array.from({ length: 10 }, (_, coat) => 0.5 + coat / 20);
const COVERING = 0.06;

/** The span of cells around evenly spaced nodes. */
const extent = (nodes: readonly number[]): [number, number] => {
  const [first = 0, last = 0] = [nodes[0], nodes.at(-1)];
  const half = nodes.length > 1 ? (last - first) / (nodes.length - 1) / 2 : 0.5;
  return [first - half, last + half];
};

/** The areas in which values on a grid reach each threshold, in pixels, upwards. */
const contours = (name: string, values: readonly (readonly number[])[], thresholds: readonly number[]): Data => {
  const [width, height] = [values[0]?.length ?? 0, values.length];
  return {
    name,
    values: [{ width, height, values: values.flat() }],
    transform: [
      {
        type: "isocontour",
        thresholds: [...thresholds],
        scale: { expr: `[${SIZE / width}, ${-SIZE / height}]` },
        translate: [0, SIZE],
      },
    ],
  };
};

const areas = (name: string, paint: EncodeEntry): Mark => ({
  type: "path",
  from: { data: name },
  encode: { enter: paint },
  transform: [{ type: "geopath", field: "datum.contour" }],
});

/** How to read the chart. */
export const decisionCaption =
  "The deeper the colour, the surer the network is of the class; on the line it takes both for equally likely. On top, the points it learnt from.";

/** The regions of two classes, the deeper the surer the network is, with the boundary between them and the points on top. */
export const decisionChart = ({ grid, points, title }: Regions & { readonly title: string }): Chart => {
  const { xs, ys, probability } = grid;
  const opposite = probability.map((row) => row.map((value) => 1 - value));
  const labels = [...new Set(points.map(({ label }) => label))].sort((a, b) => a - b);
  const scale = <A extends string | number>(name: string, lookOf: (label: number) => A): Scale => ({
    name,
    type: "ordinal",
    domain: labels,
    range: labels.map(lookOf),
  });
  const coat = (colour: string): EncodeEntry => ({ fill: { value: colour }, fillOpacity: { value: COVERING } });
  const line: EncodeEntry = { stroke: { value: palette.ink }, strokeWidth: { value: 1.5 } };
  const spec: Spec = {
    width: SIZE,
    height: SIZE,
    title,
    encode: { enter: line },
    data: [
      contours("class 0", opposite, COATS),
      contours("class 1", probability, COATS),
      contours("boundary", probability, [0.5]),
      { name: "points", values: [...points] },
    ],
    scales: [
      { name: "x", type: "linear", domain: extent(xs), range: "width", zero: false },
      { name: "y", type: "linear", domain: extent(ys), range: "height", zero: false },
      scale("colour", (label) => nth(colours, label)),
      scale("shape", (label) => nth(shapes, label)[0]),
      scale("size", (label) => nth(shapes, label)[1]),
    ],
    axes: [
      { scale: "x", orient: "bottom", domain: false, tickCount: 6 },
      { scale: "y", orient: "left", domain: false, tickCount: 6 },
    ],
    legends: [
      {
        fill: "colour",
        shape: "shape",
        size: "size",
        direction: "horizontal",
        encode: { labels: { update: { text: { signal: "'class ' + datum.label" } } } },
      },
    ],
    marks: [
      areas("class 0", coat(palette.blue)),
      areas("class 1", coat(palette.vermillion)),
      areas("boundary", line),
      {
        type: "symbol",
        from: { data: "points" },
        encode: {
          enter: {
            x: { scale: "x", field: "x" },
            y: { scale: "y", field: "y" },
            fill: { scale: "colour", field: "label" },
            shape: { scale: "shape", field: "label" },
            size: { scale: "size", field: "label" },
            stroke: { value: "white" },
            strokeWidth: { value: 1 },
          },
        },
      },
    ],
  };
  return {
    alt: `${title}: the regions of both classes, and ${points.length} points.`,
    spec: { language: "vega", of: spec },
  };
};
