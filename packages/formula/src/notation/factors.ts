import { inverse, type Rational, rational, realOf, times } from "../term/rational.js";
import { fraction, power, type Term } from "../term/term.js";

/** A term as a number times factors over divisors. */
export interface Factors {
  readonly coefficient: Rational;
  readonly factors: readonly Term[];
  readonly divisors: readonly Term[];
}

const none: Factors = { coefficient: rational(1), factors: [], divisors: [] };

const inverted = ({ coefficient, factors, divisors }: Factors): Factors => ({
  coefficient: inverse(coefficient),
  factors: divisors,
  divisors: factors,
});

/** The factors of a term; powers with negative exponents are divisors. */
export const factorsOf = (term: Term): Factors => {
  switch (term.kind) {
    case "number":
      return { ...none, coefficient: term.value };
    case "product":
      return term.factors.map(factorsOf).reduce(
        (a, b) => ({
          coefficient: times(a.coefficient, b.coefficient),
          factors: [...a.factors, ...b.factors],
          divisors: [...a.divisors, ...b.divisors],
        }),
        none,
      );
    case "power": {
      const exponent = term.exponent.kind === "number" ? term.exponent.value : undefined;
      if (exponent === undefined || !(realOf(exponent) < 0)) return { ...none, factors: [term] };
      if (realOf(exponent) === -1) return inverted(factorsOf(term.base));
      const positive = { ...exponent, numerator: -exponent.numerator };
      return { ...none, divisors: [power(term.base, fraction(positive))] };
    }
    default:
      return { ...none, factors: [term] };
  }
};
