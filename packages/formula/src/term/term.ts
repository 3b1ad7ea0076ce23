// A formula in index notation: one element of a tensor, as a function of elements of other tensors and of whole-number indices.
// Every graph can be said in it. Terms are pure data; equal indices have equal numbers; indices count from 0.

import type { Shape } from "@chainrule/core";
import { fromDecimal, type Rational, rational } from "./rational.js";

/** A letter that runs over an axis: `0 … size − 1`. Letters are told apart by their number. */
export interface Index {
  readonly id: number;
  readonly size: number;
  /** What the size is called, such as the `n` of a mean. */
  readonly length?: Variable;
}

/** A tensor with a name: a value of the graph, or the derivative of the loss by it. Told apart by name and kind. */
export interface Variable {
  readonly name: string;
  readonly kind: "value" | "adjoint";
  readonly shape: Shape;
  /** Whether the elements along the last axis are one 1 and zeros, as those of `oneHot` are. */
  readonly isOneHot: boolean;
}

export type Relation = "=" | "≠" | "<" | "≤" | ">" | "≥";

/** How the values of a body over all values of some indices are put together. `argmax` has one index, and gives its value. */
export type Reduction = "sum" | "max" | "min" | "argmax";

/**
 * Functions of numbers: those of `Elementary`, and of whole numbers `quotient` (rounded down) and `remainder`; `i32` and `u8` cut off what
 * these dtypes do not hold; `sg` is the value through which no derivative flows. Any other name is a function left abstract, such as `g`, and `g′` its derivative.
 */
export type FunctionName =
  | "exp"
  | "log"
  | "sin"
  | "cos"
  | "tanh"
  | "sigmoid"
  | "softplus"
  | "erf"
  | "abs"
  | "sign"
  | "relu"
  | "maximum"
  | "minimum"
  | "quotient"
  | "remainder"
  | "sg"
  | "i32"
  | "u8";

export type Term =
  | { readonly kind: "number"; readonly value: Rational }
  /** The value of an index. */
  | { readonly kind: "index"; readonly index: Index }
  /** An element of a variable: one position, a whole-number term, for each axis. */
  | { readonly kind: "element"; readonly of: Variable; readonly at: readonly Term[] }
  | { readonly kind: "sum"; readonly terms: readonly Term[] }
  | { readonly kind: "product"; readonly factors: readonly Term[] }
  /** A quotient is a power of −1, a square root one of ½. */
  | { readonly kind: "power"; readonly base: Term; readonly exponent: Term }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Term[] }
  /** The indices are bound: they mean nothing outside. */
  | {
      readonly kind: "reduce";
      readonly by: Reduction;
      readonly over: readonly Index[];
      readonly body: Term;
    }
  /** 1 where the relation holds, else 0. */
  | { readonly kind: "truth"; readonly relation: Relation; readonly left: Term; readonly right: Term }
  /** `yes` where the condition is not 0, else `no`. */
  | { readonly kind: "choice"; readonly condition: Term; readonly yes: Term; readonly no: Term };

export const fraction = (value: Rational): Term => ({ kind: "number", value });
export const number = (value: number): Term => fraction(fromDecimal(value));
export const ratio = (numerator: number, denominator: number): Term => fraction(rational(numerator, denominator));
export const position = (index: Index): Term => ({ kind: "index", index });
export const element = (of: Variable, at: readonly Term[]): Term => ({ kind: "element", of, at });
export const call = (name: FunctionName, ...args: readonly Term[]): Term => ({ kind: "call", name, args });
export const truth = (relation: Relation, left: Term, right: Term): Term => ({ kind: "truth", relation, left, right });
export const choice = (condition: Term, yes: Term, no: Term): Term => ({ kind: "choice", condition, yes, no });
export const reduce = (by: Reduction, over: readonly Index[], body: Term): Term =>
  over.length === 0 ? body : { kind: "reduce", by, over, body };

export const zero: Term = number(0);
export const one: Term = number(1);
export const minusOne: Term = number(-1);
export const half: Term = ratio(1, 2);

/** The sum of terms: nested sums are one; of one term, the term itself; of none, 0. */
export const sum = (...terms: readonly Term[]): Term => {
  const flat = terms.flatMap((term) => (term.kind === "sum" ? term.terms : [term]));
  const [first] = flat;
  return flat.length > 1 ? { kind: "sum", terms: flat } : (first ?? zero);
};

/** The product of factors: nested products are one; of one factor, the factor itself; of none, 1. */
export const product = (...factors: readonly Term[]): Term => {
  const flat = factors.flatMap((factor) => (factor.kind === "product" ? factor.factors : [factor]));
  const [first] = flat;
  return flat.length > 1 ? { kind: "product", factors: flat } : (first ?? one);
};

export const power = (base: Term, exponent: Term): Term => ({ kind: "power", base, exponent });
export const negative = (term: Term): Term => product(minusOne, term);
export const difference = (a: Term, b: Term): Term => sum(a, negative(b));
export const reciprocal = (term: Term): Term => power(term, minusOne);
export const quotient = (a: Term, b: Term): Term => product(a, reciprocal(b));
export const square = (term: Term): Term => power(term, number(2));
export const squareRoot = (term: Term): Term => power(term, half);

/** The number that a term is, where it is one. */
export const numberIn = (term: Term): number | undefined =>
  term.kind === "number" ? term.value.numerator / term.value.denominator : undefined;

export const isSameVariable = (a: Variable, b: Variable): boolean => a.name === b.name && a.kind === b.kind;
