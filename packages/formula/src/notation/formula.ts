// A formula as it is shown: matrix notation, index notation, or both. Renderers print it and decide nothing about it.

import type { Rational } from "../term/rational.js";
import type { Reduction, Relation, Variable } from "../term/term.js";

/**
 * A tree of notation. What it means:
 * - Operations other than matrix products are elementwise; values are stretched to one shape as the library does, from the last axis.
 * - A letter is an index that counts from 0. A symbol with fewer subscripts than axes is a row: the rest of its axes stay.
 */
export type Formula =
  | { readonly kind: "number"; readonly value: Rational }
  /** An index, as a number or a subscript. */
  | { readonly kind: "letter"; readonly letter: string }
  | { readonly kind: "symbol"; readonly of: Variable; readonly subscripts: readonly Formula[] }
  /** A vector of ones, as long as it must be. */
  | { readonly kind: "ones" }
  | { readonly kind: "negative"; readonly of: Formula }
  /** Printed as a difference where a term is negative. */
  | { readonly kind: "sum"; readonly terms: readonly Formula[] }
  /** `side by side` is a product with numbers, and of matrices and vectors as columns; `elementwise` is ⊙. */
  | { readonly kind: "product"; readonly by: "side by side" | "elementwise"; readonly factors: readonly Formula[] }
  | { readonly kind: "quotient"; readonly numerator: Formula; readonly denominator: Formula }
  | { readonly kind: "power"; readonly base: Formula; readonly exponent: Formula }
  | { readonly kind: "transpose"; readonly of: Formula }
  /** A function of numbers, elementwise; `softmax`, along the last axis; `diag`, the vector on the diagonal. */
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Formula[] }
  /** Over the letters, or, where there are none, over all elements. */
  | { readonly kind: "reduce"; readonly by: Reduction; readonly letters: readonly string[]; readonly of: Formula }
  /** `√Σx²` over all elements. */
  | { readonly kind: "norm"; readonly of: Formula }
  /** 1 where it holds, else 0. */
  | { readonly kind: "truth"; readonly relation: Relation; readonly left: Formula; readonly right: Formula }
  | { readonly kind: "cases"; readonly condition: Formula; readonly yes: Formula; readonly no: Formula };

/** One equation: what is defined, with the letters of its axes where it is said in index notation, and what it is. */
export interface Equation {
  readonly left: Formula;
  readonly right: Formula;
}
