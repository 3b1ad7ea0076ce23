import { constant, type Expr, rebuild, ShapeError, sameShape, showShape, Tensor } from "@chainrule/core";
import * as RA from "fp-ts/lib/ReadonlyArray.js";
import { hasArgs, mapGraph } from "../../specimen/map-graph.js";
import { type Specimen, specimen } from "../../specimen/specimen.js";
import { inputLike } from "../values.js";
import type { Axes } from "./axes.js";
import { type Kept, sizesOf } from "./axis.js";
import { indexed, keep, within } from "./keep.js";
import { layoutOf } from "./layouts.js";

/** What is kept of each axis, by its class. */
export type Choice = ReadonlyMap<number, Kept>;

/** What was chosen, and what follows from it for the other classes. */
const completed = ({ order, classOf, sizes }: Axes, choice: Choice): Choice => {
  const all = new Map<number, Kept>([...sizes].map(([index, size]) => [index, { start: 0, size }]));
  for (const [index, kept] of choice) all.set(index, kept);
  for (const node of order) {
    const following = layoutOf(node).follows?.(node, (axis) => all.get(classOf(axis))?.size) ?? [];
    for (const [axis, size] of following) {
      const index = classOf(axis);
      const kept = all.get(index);
      if (kept !== undefined && kept.size !== size) all.set(index, { start: 0, size });
    }
  }
  return all;
};

/**
 * The specimen with less of some of its axes: the leaves keep a block of their elements, and the shapes of all else follow.
 *
 * @throws ShapeError where the operations do not allow it.
 */
export const resized = ({ inputs, output, point }: Specimen, axes: Axes, choice: Choice): Specimen => {
  const { order, classOf } = axes;
  const all = completed(axes, choice);
  const keptOf = (node: Expr): readonly Kept[] => node.shape.map((_, axis) => all.get(classOf({ node, axis })));
  const isWhole = (node: Expr, kept: readonly Kept[]): boolean =>
    kept.every((range, axis) => range?.start === 0 && range.size === node.shape[axis]);

  const targets = indexed(order);
  const block = (leaf: Expr, value: Tensor): Tensor => {
    const kept = isWhole(leaf, keptOf(leaf)) ? value : keep(value, keptOf(leaf));
    return (targets.get(leaf) ?? []).reduce((tensor, axis) => within(tensor, all.get(classOf(axis))), kept);
  };

  const variables = RA.zip(point)(inputs).map(([node, value]) => {
    const left = block(node, value);
    return { node, left, fresh: sameShape(left.shape, node.shape) ? node : inputLike({ ...node, shape: left.shape }) };
  });
  const replaced = new Map(variables.map(({ node, fresh }) => [node, fresh]));
  const result = mapGraph(output, (node, args) => {
    const { value } = node.params;
    if (value instanceof Tensor) {
      const left = block(node, value);
      return left === value ? node : constant(left, node.name);
    }
    const kept = keptOf(node);
    if (args.length === 0 || (hasArgs(node, args) && isWhole(node, kept))) return replaced.get(node) ?? node;
    const { params = () => node.params } = layoutOf(node);
    const changed = params(node, { args, keptOf });
    const shape = sizesOf(kept);
    const fresh = changed && rebuild({ ...node, params: changed }, args);
    if (fresh === undefined || !sameShape(fresh.shape, shape))
      throw new ShapeError(`resize: ${node.op.name} of ${showShape(node.shape)} cannot be ${showShape(shape)}`);
    return fresh;
  });
  return specimen(
    variables.map(({ fresh }) => fresh),
    result,
    variables.map(({ left }) => left),
  );
};
