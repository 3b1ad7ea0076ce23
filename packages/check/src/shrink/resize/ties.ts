import type { Expr } from "@chainrule/core";
import { axesOf, type Tie } from "./axis.js";

export const tie = (a: Expr, axisOfA: number, b: Expr, axisOfB: number): Tie => [
  { node: a, axis: axisOfA },
  { node: b, axis: axisOfB },
];

/** Aligned from the right, axes that are equally long: along these an argument is neither stretched nor reduced. */
export const aligned = (node: Expr): readonly Tie[] =>
  node.args.flatMap((arg) => {
    const added = node.shape.length - arg.shape.length;
    const tied = axesOf(arg).filter((axis) => arg.shape[axis] === node.shape[axis + added]);
    return tied.map((axis) => tie(arg, axis, node, axis + added));
  });
