import type { Expr, OpName, Tensor } from "@chainrule/core";

/** Another library's call for an operation: its own arrays in, its own array out. The node says shape, dtype and parameters. */
export type Call<A> = (node: Expr, ...args: A[]) => A;

/** The operations that a library must have a call for: inputs and constants are not computed. */
export type Called = Exclude<OpName, "input" | "constant">;

/** A value, and the cotangents that were pulled back to the variables, all in row-major order. */
export interface Pulled {
  readonly value: readonly number[];
  readonly gradients: readonly (readonly number[])[];
}

/** Another library for arrays with derivatives, as far as it takes to run a program through it. `A` is its array. */
export interface Library<A> {
  readonly name: string;
  readonly version: string;
  /** The call for each operation, or, where the library has none, why. */
  readonly calls: Readonly<Record<Called, Call<A> | string>>;
  /** The operations whose call is more than the library's own, and why. */
  readonly adapted: Readonly<Partial<Record<Called, string>>>;
  readonly constant: (value: Tensor) => A;
  /** `y = f(x)` and `x̄ = ȳᵀ ∂f/∂x` by the library's own reverse mode. All variables are floating. */
  readonly pullback: (f: (variables: readonly A[]) => A, variables: readonly Tensor[], cotangent: Tensor) => Pulled;
  /** Where calls use up their arguments: one more use of an array. */
  readonly retain?: (array: A) => A;
  /** Where arrays must be given back: the end of an array. */
  readonly release?: (array: A) => void;
}
