// An expression is pure data: an operation, its arguments, its static parameters, and the shape and dtype that follow from them.
// Nothing here computes a value, looks at a value, or knows any particular operation.

import type { Kernel } from "../kernel/kernel.js";
import type { Elementary } from "../number-system/elementary.js";
import type { Shape } from "../shape/shape.js";
import type { DType } from "../tensor/dtype.js";
import type { Signature } from "../tensor/signature.js";
import type { Tensor } from "../tensor/tensor.js";

/** A static parameter of a node. A function stands only in `customGradient`, whose rule the user wrote. */
export type Param = number | string | boolean | Tensor | readonly Param[] | ((...args: never) => unknown);
export type Params = Readonly<Record<string, Param>>;

/** A node of a graph: immutable, its identity its address. */
export interface Expr<out S extends Shape = Shape> {
  readonly op: Op;
  readonly args: readonly Expr[];
  readonly params: Params;
  readonly shape: S;
  readonly dtype: DType;
  /** What the user calls it; shown by printers, without effect on the value. */
  readonly name: string | undefined;
}

/** Which oracles can follow an operation: `rational` ones also run in a prime field, `piecewise` ones have kinks. */
export type Smoothness = "rational" | "analytic" | "piecewise";

/**
 * All there is to know of an operation. These are methods so that the rules of an operation with a known arity and parameters are an
 * `Op`: they only ever meet nodes of that kind, since `define` returns the one function that makes them.
 */
export interface Op {
  readonly name: string;
  readonly smoothness: Smoothness;
  /** The shape and dtype of the result; throws `ShapeError` or `DTypeError` where the arguments do not fit. */
  infer(args: readonly Expr[], params: Params): Signature;
  /** How to compute the node in a number system. What depends on shapes alone is worked out before the values come. */
  kernel<A>(K: Elementary<A>, node: Expr): Kernel<A>;
  /** The cotangent of each argument, given the cotangent of the node; `undefined` where there is none. */
  pull(cotangent: Expr, node: Expr): readonly (Expr | undefined)[];
}
