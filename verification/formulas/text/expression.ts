// What the text of an equation says, as a tree. Written from the grammar of the text form alone: it shares nothing with what prints it, so
// that a formula can be checked by reading it as a person would.

import type { Relation } from "./relation.js";

export type Reduction = "sum" | "max" | "min" | "argmax";

/** A letter that a reduction binds; its size where the text says it, as in `Σ_{k<5}`. */
export interface Bound {
  readonly letter: string;
  readonly size: number | undefined;
}

type Form =
  | { readonly kind: "number"; readonly value: number }
  /** An index as a number. */
  | { readonly kind: "letter"; readonly letter: string }
  /** A tensor, or, where it has subscripts, what is at these positions of its first axes. */
  | { readonly kind: "symbol"; readonly name: string; readonly positions: readonly Expression[] }
  /** `𝟏` */
  | { readonly kind: "ones" }
  | { readonly kind: "negative"; readonly of: Expression }
  | { readonly kind: "sum"; readonly terms: readonly Expression[] }
  | { readonly kind: "elementwise"; readonly factors: readonly Expression[] }
  | { readonly kind: "side by side"; readonly factors: readonly Expression[] }
  | { readonly kind: "quotient"; readonly numerator: Expression; readonly denominator: Expression }
  | { readonly kind: "power"; readonly base: Expression; readonly exponent: Expression }
  | { readonly kind: "root"; readonly of: Expression }
  | { readonly kind: "transpose"; readonly of: Expression }
  | { readonly kind: "absolute"; readonly of: Expression }
  | { readonly kind: "norm"; readonly of: Expression }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  /** Over the letters, or, where there are none, over all elements. */
  | {
      readonly kind: "reduction";
      readonly by: Reduction;
      readonly over: readonly Bound[];
      readonly of: Expression;
    }
  | {
      readonly kind: "truth";
      readonly relation: Relation;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "choice"; readonly condition: Expression; readonly yes: Expression; readonly no: Expression };

/** A formula, and where in the text it begins. */
export type Expression = Form & { readonly at: number };

/** `left = right`, or `left ← right`. */
export interface ParsedEquation {
  readonly text: string;
  readonly relation: "=" | "←";
  /** What is defined: a symbol, with a letter for each of its first axes; the number 0 on an axis of size 1. */
  readonly left: { readonly name: string; readonly positions: readonly (string | 0)[]; readonly at: number };
  readonly right: Expression;
}

/** The parts of an expression, in order. */
export const partsOf = (expression: Expression): readonly Expression[] => {
  switch (expression.kind) {
    case "number":
    case "letter":
    case "ones":
      return [];
    case "symbol":
      return expression.positions;
    case "sum":
      return expression.terms;
    case "elementwise":
    case "side by side":
      return expression.factors;
    case "quotient":
      return [expression.numerator, expression.denominator];
    case "power":
      return [expression.base, expression.exponent];
    case "call":
      return expression.args;
    case "truth":
      return [expression.left, expression.right];
    case "choice":
      return [expression.condition, expression.yes, expression.no];
    default:
      return [expression.of];
  }
};
