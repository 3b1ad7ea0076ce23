import type { Expr } from "@chainrule/core";

/** A function of a batch of rows that keeps its shape; any function of expressions that does so will do. */
export type Activation = (x: Expr<readonly [number, number]>) => Expr;
