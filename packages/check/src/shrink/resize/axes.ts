import { type Expr, topological } from "@chainrule/core";
import type { Axis } from "./axis.js";
import { layoutOf } from "./layouts.js";

/** The axes of a graph in classes: those of a class have one size, and keep one, if any of them is resized. */
export interface Axes {
  /** The nodes of the graph, arguments first. */
  readonly order: readonly Expr[];
  /** A number for the class of an axis. */
  readonly classOf: (axis: Axis) => number;
  /** The size of each class. */
  readonly sizes: ReadonlyMap<number, number>;
}

/** Which axes of a graph must have one size: the union of all that the operations tie, found by a disjoint-set forest. */
export const axesIn = (output: Expr): Axes => {
  const order = topological([output]);
  const firsts = new Map<Expr, number>();
  const parents: number[] = [];
  for (const node of order) {
    firsts.set(node, parents.length);
    for (const _ of node.shape) parents.push(parents.length);
  }
  const rootOf = (index: number): number => {
    let root = index;
    for (let above = parents[root]; above !== undefined && above !== root; above = parents[root]) {
      // Halves the path for those who come later.
      parents[root] = parents[above] ?? above;
      root = above;
    }
    return root;
  };
  const classOf = ({ node, axis }: Axis): number => rootOf((firsts.get(node) ?? 0) + axis);
  for (const node of order)
    for (const [one, other] of layoutOf(node).ties(node)) parents[classOf(one)] = classOf(other);
  const sizes = new Map(
    order.flatMap((node) => node.shape.map((size, axis) => [classOf({ node, axis }), size] as const)),
  );
  return { order, classOf, sizes };
};
