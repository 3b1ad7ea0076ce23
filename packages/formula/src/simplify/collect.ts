import { keyOf } from "../term/key.js";
import { one, power, product, sum, type Term } from "../term/term.js";
import { isEquivalent } from "./canonical.js";
import { monomialOf, termOf } from "./monomial.js";
import { collected, sumOf } from "./polynomial.js";
import type { Rule } from "./rule.js";

/** The second of two terms, where it is written differently. */
export const unlessSame = (term: Term, next: Term): Term | undefined =>
  keyOf(term) === keyOf(next) ? undefined : next;

interface Power {
  readonly base: Term;
  readonly exponent: Term;
}

const asPower = (term: Term): Power => (term.kind === "power" ? term : { base: term, exponent: one });

/** The terms of a sum, those of sums in it among them. */
export const termsOf = (term: Term): readonly Term[] => (term.kind === "sum" ? term.terms.flatMap(termsOf) : [term]);

/** The product with two powers of one base as one, where an exponent is no number. */
const withAddedExponents = (factors: readonly Term[]): Term | undefined => {
  const powers = factors.map(asPower);
  for (const [place, { base, exponent }] of powers.entries()) {
    if (exponent.kind === "number") continue;
    const other = powers.findIndex((like, at) => at !== place && isEquivalent(like.base, base));
    const like = powers[other];
    if (like === undefined) continue;
    return product(...factors.with(place, power(base, sum(exponent, like.exponent))).toSpliced(other, 1));
  }
  return undefined;
};

/** Like factors and like terms. */
export const collecting: readonly Rule[] = [
  {
    name: "like-factors",
    law: "xᵃ xᵇ = xᵃ⁺ᵇ; (x y)ⁿ = xⁿ yⁿ and (xᵃ)ⁿ = xᵃⁿ for whole n; [c]² = [c]; 0 x = 0; x/x = 1 where x ≠ 0",
    apply: (term) =>
      term.kind === "product" || term.kind === "power" ? unlessSame(term, termOf(monomialOf(term))) : undefined,
  },
  {
    name: "like-terms",
    law: "a x + b x = (a + b) x for numbers a and b; x + 0 = x",
    apply: (term) =>
      term.kind === "sum" ? unlessSame(term, sumOf(collected(termsOf(term).map(monomialOf)))) : undefined,
  },
  {
    name: "added-exponents",
    law: "xᵃ xᵇ = xᵃ⁺ᵇ where x > 0",
    apply: (term) => (term.kind === "product" ? withAddedExponents(term.factors) : undefined),
  },
];
