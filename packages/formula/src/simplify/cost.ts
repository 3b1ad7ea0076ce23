import { type Rational, rational, realOf, times } from "../term/rational.js";
import { numberIn, type Term } from "../term/term.js";
import { remembered } from "./remembered.js";

// How long a formula is to read. Leaves count most, exponents among them; signs, roots and parentheses only decide between formulas with
// equally many.
const leaf = 10;

const positionCost = (position: Term): number =>
  position.kind === "index" || position.kind === "number" ? 1 : costOf(position);

const total = (terms: readonly Term[], cost: (term: Term) => number): number =>
  terms.reduce((sum, term) => sum + cost(term), 0);

const isMinus = (term: Term): boolean => numberIn(term) === -1;

/** A sum needs parentheses where it is a factor or a base. */
const operandCost = (term: Term): number => costOf(term) + (term.kind === "sum" ? 1 : 0);

/** `base^exponent`, the exponent a number. */
interface Power {
  readonly base: Term;
  readonly exponent: Rational;
}

const unit = rational(1);

/** The powers of which a term is the product. */
const powersIn = (term: Term): readonly Power[] => {
  if (term.kind === "product") return term.factors.flatMap(powersIn);
  if (term.kind !== "power" || term.exponent.kind !== "number") return [{ base: term, exponent: unit }];
  const { value } = term.exponent;
  if (value.denominator !== 1) return [{ base: term.base, exponent: value }];
  return powersIn(term.base).map(({ base, exponent }) => ({ base, exponent: times(exponent, value) }));
};

const magnitudeCost = (magnitude: number): number => {
  if (magnitude === 1) return 0;
  return magnitude === 0.5 ? leaf / 2 : leaf;
};

/** An exponent, and the bar of a quotient, count once: `x²y²` is `(x y)²`. */
const productCost = (term: Term): number => {
  const powers = powersIn(term);
  const exponents = powers.map(({ exponent }) => realOf(exponent));
  const bar = exponents.some((exponent) => exponent < 0) ? 1 : 0;
  const magnitudes = [...new Set(exponents.map(Math.abs))].map(magnitudeCost);
  const bases = total(
    powers.map(({ base }) => base),
    (base) => (isMinus(base) ? 1 : operandCost(base)),
  );
  return bases + bar + magnitudes.reduce((a, b) => a + b, 0);
};

/** How long a term is to read. */
export const costOf: (term: Term) => number = remembered((term: Term) => {
  switch (term.kind) {
    case "number":
      return leaf + (term.value.numerator < 0 ? 1 : 0);
    case "index":
      return leaf;
    case "element":
      return leaf + total(term.at, positionCost);
    case "sum":
      return total(term.terms, costOf);
    case "product":
      return productCost(term);
    case "power":
      return term.exponent.kind === "number" ? productCost(term) : operandCost(term.base) + 1 + costOf(term.exponent);
    case "call":
      return 5 + total(term.args, costOf);
    case "reduce":
      return leaf + term.over.length + operandCost(term.body);
    case "truth":
      return 2 + costOf(term.left) + costOf(term.right);
    case "choice":
      return 5 + costOf(term.condition) + costOf(term.yes) + costOf(term.no);
  }
});

/** The first of the cheapest among the others, where it is cheaper than the term itself. */
export const cheaper = (term: Term, others: readonly (Term | undefined)[]): Term | undefined =>
  others.reduce<Term | undefined>(
    (best, next) => (next !== undefined && costOf(next) < costOf(best ?? term) ? next : best),
    undefined,
  );
