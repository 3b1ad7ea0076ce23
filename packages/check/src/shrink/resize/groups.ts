import type { Shape } from "@chainrule/core";
import { axesOf } from "./axis.js";

/** Runs of axes, of one shape and of another, that hold the same elements. */
export interface Group {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** Where an axis ends, as a number of elements counted from the left: `[2, 3] → [2, 6]`. */
const ends = (shape: Shape, axes: readonly number[]): readonly number[] => {
  let count = 1;
  return axes.map((axis) => {
    count *= shape[axis] ?? 1;
    return count;
  });
};

/**
 * How a shape is read as another: `[2, 3, 4] → [6, 4]` in the groups `2, 3 → 6` and `4 → 4`. Axes of size 1 are in no group, and shapes
 * without elements have none.
 */
export const groupsOf = (from: Shape, to: Shape): readonly Group[] => {
  if ([...from, ...to].includes(0)) return [];
  const long = (shape: Shape): readonly number[] => axesOf({ shape }).filter((axis) => shape[axis] !== 1);
  const [left, right] = [long(from), long(to)];
  const [leftEnds, rightEnds] = [ends(from, left), ends(to, right)];
  const common = leftEnds.filter((end) => rightEnds.includes(end));
  const run = (axes: readonly number[], axisEnds: readonly number[], index: number): readonly number[] =>
    axes.slice(axisEnds.indexOf(common[index - 1] ?? 1) + 1, axisEnds.indexOf(common[index] ?? 1) + 1);
  return common.map((_, index) => ({ from: run(left, leftEnds, index), to: run(right, rightEnds, index) }));
};
