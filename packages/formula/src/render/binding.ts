// Where a formula needs parentheses, in text as in LaTeX.

import type { Formula } from "../notation/formula.js";
import type { Name } from "../notation/name.js";
import { isDecimal, type Rational, realOf } from "../term/rational.js";
import type { Variable } from "../term/term.js";
import { calledAs, isRaised, type Naming, textOfName } from "./naming.js";

/** Where a formula stands in another. */
export type Place =
  /** In a sum, or after the minus of a whole term. */
  | "term"
  /** Beside ⊙. */
  | "operand"
  /** In a product side by side, other factors after it. */
  | "factor"
  | "last factor"
  /** After Σ. */
  | "body"
  /** Above or below the line of a quotient. */
  | "part"
  /** Under a power, a root or ᵀ. */
  | "base";

/** How tightly formulas bind: the larger, the tighter. */
const level = { sum: 0, elementwise: 1, product: 2, quotient: 3, postfix: 4, atom: 5 };

const loosest: Readonly<Record<Place, number>> = {
  term: level.elementwise,
  operand: level.product,
  factor: level.quotient,
  "last factor": level.quotient,
  body: level.product,
  part: level.postfix,
  base: level.atom,
};

/** Whether a number is ½, which has a sign of its own. */
export const isHalf = ({ numerator, denominator }: Rational): boolean => numerator === 1 && denominator === 2;

/** A formula without its minus, if it has one, and whether it has. */
export const signed = (formula: Formula): { readonly isNegative: boolean; readonly of: Formula } => {
  if (formula.kind === "negative") return { isNegative: true, of: formula.of };
  if (formula.kind !== "number" || !(formula.value.numerator < 0)) return { isNegative: false, of: formula };
  const value = { ...formula.value, numerator: -formula.value.numerator };
  return { isNegative: true, of: { kind: "number", value } };
};

/** Terms with their signs between them; `write` writes one without its sign. */
export const withSigns = (terms: readonly Formula[], minus: string, write: (term: Formula) => string): string =>
  terms
    .map(signed)
    .map(({ isNegative, of }, place) => {
      if (place === 0) return (isNegative ? minus : "") + write(of);
      return ` ${isNegative ? minus : "+"} ${write(of)}`;
    })
    .join("") || "0";

/** Sums and products of one part are that part; roots have a sign. */
export const plain = (formula: Formula): Formula => {
  const parts = formula.kind === "sum" ? formula.terms : formula.kind === "product" ? formula.factors : [];
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? plain(only) : formula;
};

/** What a formula is the square root of, if it is. */
export const radicand = (formula: Formula): Formula | undefined => {
  if (formula.kind === "power") {
    const exponent = plain(formula.exponent);
    return exponent.kind === "number" && isHalf(exponent.value) ? formula.base : undefined;
  }
  return formula.kind === "call" && formula.name === "sqrt" ? formula.args[0] : undefined;
};

const isPartial = (of: Variable, naming: Naming): boolean => calledAs(of, naming).isPartial;

const levelOf = (formula: Formula, naming: Naming): number => {
  if (signed(formula).isNegative) return level.sum;
  switch (formula.kind) {
    case "number":
      return isHalf(formula.value) || isDecimal(formula.value) ? level.atom : level.quotient;
    case "symbol":
      return isPartial(formula.of, naming) ? level.quotient : level.atom;
    case "sum":
      return formula.terms.length === 0 ? level.atom : level.sum;
    case "product":
      if (formula.factors.length === 0) return level.atom;
      return formula.by === "elementwise" ? level.elementwise : level.product;
    case "reduce":
      return level.product;
    case "quotient":
      return level.quotient;
    case "power":
    case "transpose":
      return level.postfix;
    case "call":
      return radicand(formula) === undefined ? level.atom : level.postfix;
    default:
      return level.atom;
  }
};

/** Whether a formula is seen to be one number, so that no product with it is one of matrices. */
const isScalar = (formula: Formula): boolean => {
  switch (formula.kind) {
    case "number":
    case "letter":
    case "norm":
      return true;
    case "symbol":
      return formula.subscripts.length >= formula.of.shape.length;
    case "ones":
      return false;
    case "negative":
    case "transpose":
      return isScalar(formula.of);
    case "reduce":
      return formula.letters.length === 0 || isScalar(formula.of);
    case "sum":
      return formula.terms.every(isScalar);
    case "product":
      return formula.factors.every(isScalar);
    case "quotient":
      return isScalar(formula.numerator) && isScalar(formula.denominator);
    case "power":
      return isScalar(formula.base) && isScalar(formula.exponent);
    case "call":
      return formula.args.every(isScalar);
    case "truth":
      return isScalar(formula.left) && isScalar(formula.right);
    case "cases":
      return [formula.condition, formula.yes, formula.no].every(isScalar);
  }
};

/** Whether a symbol with a power or ᵀ would look like another symbol: x₁² like x²₁. */
const looksNamed = (name: Name, above: string, { symbols }: Naming): boolean => {
  const [whole, raised] = [textOfName(name), textOfName({ ...name, subscript: "" })];
  const below = whole.slice(raised.length);
  return above !== "" && [raised + above, raised + above + below, whole + above].some((text) => symbols.has(text));
};

/** A base that would run into what is written above it: `(a¹)²`, `(½)²`; `(a)²` where there is an a². */
const runsOn = (formula: Formula, above: string, naming: Naming): boolean => {
  if (formula.kind === "number") return isHalf(formula.value) || /e/.test(String(realOf(formula.value)));
  if (formula.kind !== "symbol") return false;
  const { name } = calledAs(formula.of, naming);
  return isRaised(name) || looksNamed(name, above, naming);
};

/** Whether a formula must stand in parentheses at a place; of a base, under what is written `above` it in text. */
export const needsParentheses = (formula: Formula, place: Place, naming: Naming, above = ""): boolean => {
  if (place === "last factor" && formula.kind === "reduce") return false;
  if (place === "base" && runsOn(formula, above, naming)) return true;
  if (place === "operand") {
    const isLong = formula.kind === "product" && formula.by === "side by side";
    if (formula.kind === "reduce" || (isLong && !formula.factors.slice(0, -1).every(isScalar))) return true;
  }
  return levelOf(formula, naming) < loosest[place];
};
