import type { Expr, Params } from "@chainrule/core";
import { axesOf, renumbered, type Tie } from "./axis.js";
import { axisOfFirst, type Layout, type NodeOf, type One, type Two } from "./layout.js";
import { tie } from "./ties.js";

/** The axes of `indices` stand in `result` where an axis of `source` was: what `take` does, and `scatterAdd` the other way round. */
const gathered = (source: Expr, indices: Expr, result: Expr, taken: number): readonly Tie[] => {
  const added = indices.shape.length - 1;
  const others = axesOf(source).filter((axis) => axis !== taken);
  return [
    ...axesOf(indices).map((axis) => tie(indices, axis, result, taken + axis)),
    ...others.map((axis) => tie(source, axis, result, axis < taken ? axis : axis + added)),
  ];
};

/** The indices replace an axis. */
export const take: Layout = {
  ties: (node: NodeOf<Two, { axis: number }>) => gathered(node.args[0], node.args[1], node, node.params.axis),
  indexes: ({ args: [x, indices], params: { axis } }: NodeOf<Two, { axis: number }>) => [
    { indices, into: { node: x, axis } },
  ],
  params: axisOfFirst,
};

/** An axis replaces the indices. */
export const scatterAdd: Layout = {
  ties: (node: NodeOf<Two, { axis: number }>) => gathered(node, node.args[1], node.args[0], node.params.axis),
  indexes: (node: NodeOf<Two, { axis: number }>) => [{ indices: node.args[1], into: { node, axis: node.params.axis } }],
  params: (node: NodeOf<Two, { axis: number }>, { args: [, indices], keptOf }) => {
    const axis = renumbered(node.params.axis, keptOf(node));
    const size = keptOf(node)[node.params.axis]?.size;
    return axis === undefined || size === undefined || indices === undefined
      ? undefined
      : { ...node.params, axis, size, rank: indices.shape.length };
  },
};

/** The depth comes behind the indices. */
export const oneHot: Layout = {
  ties: (node: NodeOf<One, Params>) => axesOf(node.args[0]).map((axis) => tie(node.args[0], axis, node, axis)),
  indexes: (node: NodeOf<One, Params>) => [{ indices: node.args[0], into: { node, axis: node.shape.length - 1 } }],
  params: (node, { keptOf }) => {
    const depth = keptOf(node).at(-1)?.size;
    return depth === undefined ? undefined : { ...node.params, depth };
  },
};

/** An axis is gone. */
export const argmax: Layout = {
  ties: (node: NodeOf<One, { axis: number }>) => {
    const [x] = node.args;
    const left = axesOf(x).filter((axis) => axis !== node.params.axis);
    return left.map((axis, place) => tie(x, axis, node, place));
  },
  params: axisOfFirst,
};
