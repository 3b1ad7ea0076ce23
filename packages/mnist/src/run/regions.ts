import { tensorFrom } from "@chainrule/core";
import type { Examples, Inputs } from "../data/examples.js";
import type { Regions } from "../picture/decision-chart.js";
import type { Reading } from "./classify.js";
import { rowsOf } from "./rows.js";

/** How many points the grid has along each axis. */
const NODES = 121;

/** By which share of its width the picture is wider than the points. */
const MARGIN = 0.08;

/** Evenly from below the least value to above the greatest. */
const axisAround = (values: readonly number[]): readonly number[] => {
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  const margin = MARGIN * (greatest - least || 1);
  const step = (greatest - least + 2 * margin) / (NODES - 1);
  return Array.from({ length: NODES }, (_, index) => least - margin + index * step);
};

/** What a network of two features says all over the plane around the points that it learnt from. */
export const regionsOf = (read: (inputs: Inputs) => readonly Reading[], { inputs, labels }: Examples): Regions => {
  const classes = labels.toTypedArray();
  const points = rowsOf(inputs).map(([x = 0, y = 0], index) => ({ x, y, label: classes[index] ?? 0 }));
  const [xs, ys] = [axisAround(points.map(({ x }) => x)), axisAround(points.map(({ y }) => y))];
  const nodes = ys.flatMap((y) => xs.flatMap((x) => [x, y]));
  const readings = read(tensorFrom([nodes.length / 2, 2], nodes, { dtype: inputs.dtype }));
  const probability = ys.map((_, row) =>
    readings
      .slice(row * NODES, (row + 1) * NODES)
      .map(({ outputs: [first = 0, second = 0] }) => second / (first + second)),
  );
  return { grid: { xs, ys, probability }, points };
};
