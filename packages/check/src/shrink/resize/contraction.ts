import type { Params } from "@chainrule/core";
import { axesOf } from "./axis.js";
import type { Layout, NodeOf, Two } from "./layout.js";
import { tie } from "./ties.js";

/** A product of matrices has the rows of one and the columns of the other. */
export const matmul: Layout = {
  ties: (node: NodeOf<Two, Params>) => {
    const [a, b] = node.args;
    const last = node.shape.length - 1;
    const batch = axesOf(node).slice(0, -2);
    return [
      ...batch.flatMap((axis) => [tie(a, axis, node, axis), tie(b, axis, node, axis)]),
      tie(a, last - 1, node, last - 1),
      tie(a, last, b, last - 1),
      tie(b, last, node, last),
    ];
  },
};
