import type { Expr } from "@chainrule/core";

/** An axis of a node. */
export interface Axis {
  readonly node: Expr;
  readonly axis: number;
}

/** Two axes that have one size, whatever it is. */
export type Tie = readonly [Axis, Axis];

/** What is kept of an axis: the elements from `start` on, `size` of them; or nothing, where an axis of size 1 is dropped. */
export type Kept = { readonly start: number; readonly size: number } | undefined;

/** The sizes of the axes that are left. */
export const sizesOf = (kept: readonly Kept[]): readonly number[] =>
  kept.flatMap((range) => (range === undefined ? [] : [range.size]));

/** The number of an axis among those that are left. */
export const renumbered = (axis: number, kept: readonly Kept[]): number | undefined =>
  kept[axis] === undefined ? undefined : sizesOf(kept.slice(0, axis)).length;

/** The numbers of the axes of a shape. */
export const axesOf = ({ shape }: Pick<Expr, "shape">): readonly number[] => [...shape.keys()];
