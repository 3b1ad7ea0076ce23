import type { Params } from "@chainrule/core";
import { axesOf, sizesOf } from "./axis.js";
import { axisOfFirst, type Layout, type Many, type NodeOf, type One, sizesAlong } from "./layout.js";
import { aligned, tie } from "./ties.js";

type Padding = { readonly widths: readonly (readonly [before: number, after: number])[] };

/** The joined axis is as long as its parts together. */
export const concat: Layout = {
  ties: (node: NodeOf<Many, { axis: number }>) =>
    node.args.flatMap((part) =>
      axesOf(part)
        .filter((axis) => axis !== node.params.axis)
        .map((axis) => tie(part, axis, node, axis)),
    ),
  follows: (node: NodeOf<Many, { axis: number }>, sizeOf) => {
    const { axis } = node.params;
    const sizes = node.args.flatMap((part) => sizesAlong(sizeOf, part, [axis]));
    return [[{ node, axis }, sizes.reduce((sum, size) => sum + size, 0)]];
  },
  params: axisOfFirst,
};

/** A block that is not the whole of an axis stays as long as it is, as far as it can. */
export const slice: Layout = {
  ties: aligned,
  follows: (node: NodeOf<One, Params>, sizeOf) =>
    axesOf(node).map((axis) => {
      const sizes = [...sizesAlong(sizeOf, node.args[0], [axis]), ...sizesAlong(sizeOf, node, [axis])];
      return [{ node, axis }, Math.min(...sizes)];
    }),
  params: (node: NodeOf<One, { starts: readonly number[] }>, { keptOf }) => {
    const [source, block] = [keptOf(node.args[0]), keptOf(node)];
    const starts = node.params.starts.flatMap((start, axis) => {
      const [from, kept] = [source[axis], block[axis]];
      if (from === undefined || kept === undefined) return [];
      return Math.max(0, Math.min(start - from.start, from.size - kept.size));
    });
    return { starts, shape: sizesOf(block) };
  },
};

/** A padded axis shrinks with what is padded, and its padding with it. */
export const pad: Layout = {
  ties: aligned,
  follows: (node: NodeOf<One, Padding>, sizeOf) =>
    axesOf(node).flatMap((axis) => {
      const [size] = sizesAlong(sizeOf, node.args[0], [axis]);
      const [padded] = sizesAlong(sizeOf, node, [axis]);
      const [before = 0, after = 0] = node.params.widths[axis] ?? [];
      if (size === undefined || padded === undefined) return [];
      return [[{ node, axis }, Math.min(padded, before + size + after)]];
    }),
  params: (node: NodeOf<One, Padding>, { keptOf }) => {
    const [inner, padded] = [keptOf(node.args[0]), keptOf(node)];
    const widths = node.params.widths.flatMap(([before], axis) => {
      const excess = (padded[axis]?.size ?? 0) - (inner[axis]?.size ?? 0);
      return padded[axis] === undefined ? [] : [[Math.min(before, excess), excess - Math.min(before, excess)]];
    });
    return { ...node.params, widths };
  },
};
