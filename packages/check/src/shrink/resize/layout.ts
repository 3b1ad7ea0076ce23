import type { Expr, Params } from "@chainrule/core";
import { type Axis, type Kept, renumbered, type Tie } from "./axis.js";

/** A node whose arguments and parameters are known. */
export interface NodeOf<Args extends readonly Expr[], P extends Params> extends Expr {
  readonly args: Args;
  readonly params: P;
}

export type One = readonly [Expr];
export type Two = readonly [Expr, Expr];
export type Many = readonly Expr[];

/** The size that an axis is to have; none if it is dropped. */
export type SizeOf = (axis: Axis) => number | undefined;

/** A node with other arguments, and what is kept of the axes of nodes. */
export interface Resized {
  readonly args: readonly Expr[];
  readonly keptOf: (node: Expr) => readonly Kept[];
}

/**
 * How the shape of a result follows from those of the arguments. These are methods so that the layout of an operation with known
 * arguments and parameters is a `Layout`.
 */
export interface Layout {
  /** Axes that have one size by the meaning of the operation. */
  ties(node: Expr): readonly Tie[];
  /** Axes whose size follows from others in another way, and that size. */
  follows?(node: Expr, sizeOf: SizeOf): readonly (readonly [Axis, number])[];
  /** Arguments whose elements are indices into an axis. */
  indexes?(node: Expr): readonly { readonly indices: Expr; readonly into: Axis }[];
  /** The parameters of the resized node; none where it cannot be. Default: those that the node has. */
  params?(node: Expr, resized: Resized): Params | undefined;
}

/** The sizes of some axes of a node; those that are dropped have none. */
export const sizesAlong = (sizeOf: SizeOf, node: Expr, axes: readonly number[]): readonly number[] =>
  axes.flatMap((axis) => sizeOf({ node, axis }) ?? []);

/** The parameter that is an axis counts those of the first argument. */
export const axisOfFirst = (node: NodeOf<Many, { axis: number }>, { keptOf }: Resized): Params | undefined => {
  const axis = node.args.slice(0, 1).map((first) => renumbered(node.params.axis, keptOf(first)))[0];
  return axis === undefined ? undefined : { ...node.params, axis };
};
