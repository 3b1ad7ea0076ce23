import { type Expr, type Shape, sameShape } from "@chainrule/core";
import { call, type Doc } from "./layout.js";
import { writeNumber, writeShape } from "./tensor.js";

/** Axes as they are given to a reduction: one by itself, several as a list. */
export const writeAxes = (axes: readonly number[]): Doc => {
  const [axis] = axes;
  return axes.length === 1 && axis !== undefined ? writeNumber(axis) : writeShape(axes);
};

const axesWhere = (shape: Shape, holds: (size: number, axis: number) => boolean): readonly number[] =>
  shape.flatMap((size, axis) => (holds(size, axis) ? [axis] : []));

/** Over which axes a value of one shape was reduced to one of the same rank. Where both have size 1 it is all the same. */
export const reducedAxes = (from: Shape, kept: Shape): readonly number[] => {
  const changed = axesWhere(kept, (size, axis) => size !== from[axis]);
  return changed.length > 0 ? changed : axesWhere(kept, (size) => size === 1);
};

/** What functions that drop the axes they reduce are called, by the operation that keeps them. */
const reductions: ReadonlyMap<string, string> = new Map([
  ["sumTo", "sum"],
  ["max", "max"],
  ["min", "min"],
]);

/** A reduction, and the shape after some of its axes of size 1 are dropped, as one call: `sum(x, 1)`. */
export interface Reduction {
  readonly arg: Expr;
  readonly write: (arg: Doc) => Doc;
}

/** The reduction and `reshape` which one call makes, if there is one. */
export const reductionOf = (reshape: Expr, isHidden: (node: Expr) => boolean): Reduction | undefined => {
  const [reduced] = reshape.args;
  const [x] = reduced?.args ?? [];
  const name = reductions.get(reduced?.op.name ?? "");
  if (reduced === undefined || x === undefined || name === undefined || !isHidden(reduced)) return undefined;
  const kept = reduced.shape;
  if (kept.length !== x.shape.length || reduced.dtype === "u8") return undefined;
  const axes = [reducedAxes(x.shape, kept), axesWhere(kept, (size) => size === 1)].find((dropped) =>
    sameShape(
      kept.filter((_, axis) => !dropped.includes(axis)),
      reshape.shape,
    ),
  );
  if (axes === undefined) return undefined;
  return { arg: x, write: (arg) => call(name, arg, ...(axes.length === kept.length ? [] : [writeAxes(axes)])) };
};
