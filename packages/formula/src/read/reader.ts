import type { Expr, Shape } from "@chainrule/core";
import type { Index, Term } from "../term/term.js";

/** An element of a node, and what it takes to say it in terms of elements of other nodes. */
export interface Reading {
  readonly node: Expr;
  /** One position for each axis of the node. */
  readonly at: readonly Term[];
  /** An element of another node. */
  readonly read: (node: Expr, at: readonly Term[]) => Term;
  /** An element of the node's argument: the first unless said otherwise. */
  readonly arg: (at: readonly Term[], place?: number) => Term;
  /** Indices that occur nowhere else. */
  readonly fresh: (sizes: Shape) => readonly Index[];
}

/** How to say an element of the nodes of one operation. */
export type Reader = (reading: Reading) => Term;
