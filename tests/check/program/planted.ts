// Rules with one thing wrong, planted in every node of their operation.

import {
  broadcastTo,
  cast,
  cos,
  type Expr,
  greaterEqual,
  isOp,
  lift,
  matmul,
  mul,
  neg,
  type Op,
  type OpName,
  rebuild,
  reshape,
  type Shape,
  slice,
  transpose,
} from "@chainrule/core";
import { mapGraph } from "../../../packages/check/src/specimen/map-graph.js";
import type { Specimen } from "../../../packages/check/src/specimen/specimen.js";

/** An operation, and a rule for it in which one thing is wrong. */
export interface Planted {
  readonly name: string;
  readonly op: OpName;
  readonly pull: Op["pull"];
}

const arg = ({ args }: Expr, index = 0): Expr => args[index] ?? lift(Number.NaN);

/** The last two axes exchanged. */
const swapped = (x: Expr): Expr => {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), ...axes.slice(-2).reverse()]);
};

/** The first of the values that were stretched to, where all should be summed. */
const first = (g: Expr, shape: Shape): Expr => {
  const kept = g.shape.map((size, axis) => shape[axis - g.shape.length + shape.length] ?? (size === 0 ? 0 : 1));
  return reshape(
    slice(
      g,
      g.shape.map(() => 0),
      kept,
    ),
    shape,
  );
};

export const plantedFaults: readonly Planted[] = [
  { name: "a sign", op: "sin", pull: (g, y) => [neg(mul(g, cos(arg(y))))] },
  { name: "a factor", op: "square", pull: (g, y) => [mul(g, arg(y))] },
  {
    name: "a wrong axis",
    op: "sumTo",
    pull: (g, y) => [transpose(broadcastTo(g, arg(y).shape))],
  },
  {
    name: "a missing un-broadcast",
    op: "broadcastTo",
    pull: (g, y) => [first(g, arg(y).shape)],
  },
  {
    name: "an argument of matmul that is not transposed",
    op: "matmul",
    pull: (g, y) => [matmul(g, arg(y, 1)), matmul(swapped(arg(y)), g)],
  },
  { name: "relu′(0) = 1", op: "relu", pull: (g, y) => [mul(g, cast(greaterEqual(arg(y), 0), y.dtype))] },
];

/** The program with the rule in place of the right one. */
export const plant = ({ op, pull }: Planted, { inputs, output, point }: Specimen): Specimen => ({
  inputs,
  output: mapGraph(output, (node, args) =>
    inputs.includes(node) ? node : rebuild(isOp(node, op) ? { ...node, op: { ...node.op, pull } } : node, args),
  ),
  point,
});
