import type { Expr, Params } from "@chainrule/core";
import { renumbered, sizesOf } from "./axis.js";
import { groupsOf } from "./groups.js";
import { type Layout, type NodeOf, type One, type Resized, sizesAlong } from "./layout.js";
import { aligned, tie } from "./ties.js";

/** The parameter that is a shape is that of the result. */
const shapeOfResult = (node: Expr, { keptOf }: Resized): Params => ({ ...node.params, shape: sizesOf(keptOf(node)) });

const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);

/** Repeats, or sums, along the axes of a shape that is a parameter. */
export const stretched: Layout = { ties: aligned, params: shapeOfResult };

/** A reduced axis stays, with size 1. */
export const extremum: Layout = {
  ties: aligned,
  params: (node, resized) =>
    resized.args.every(({ shape }) => shape.length === sizesOf(resized.keptOf(node)).length)
      ? shapeOfResult(node, resized)
      : undefined,
};

/** Axes that stay what they are are tied; where several become one, that is as long as their product. */
export const reshape: Layout = {
  ties: (node: NodeOf<One, Params>) => {
    const [x] = node.args;
    return groupsOf(x.shape, node.shape).flatMap(({ from: [from, ...more], to: [to, ...others] }) =>
      from === undefined || to === undefined || more.length + others.length > 0 ? [] : [tie(x, from, node, to)],
    );
  },
  follows: (node: NodeOf<One, Params>, sizeOf) => {
    const [x] = node.args;
    return groupsOf(x.shape, node.shape).flatMap(({ from, to }) => {
      if (to.length === 1) return to.map((axis) => [{ node, axis }, product(sizesAlong(sizeOf, x, from))] as const);
      if (from.length > 1) return [];
      return from.map((axis) => [{ node: x, axis }, product(sizesAlong(sizeOf, node, to))] as const);
    });
  },
  params: shapeOfResult,
};

/** Axis `i` of the result is axis `axes[i]` of the argument. */
export const transpose: Layout = {
  ties: (node: NodeOf<One, { axes: readonly number[] }>) =>
    node.params.axes.map((from, axis) => tie(node.args[0], from, node, axis)),
  params: ({ args: [x], params: { axes } }: NodeOf<One, { axes: readonly number[] }>, { keptOf }) => ({
    axes: axes.flatMap((axis) => renumbered(axis, keptOf(x)) ?? []),
  }),
};
