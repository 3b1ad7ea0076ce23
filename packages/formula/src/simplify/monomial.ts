import { isEqual, plus, type Rational, rational, times } from "../term/rational.js";
import { fraction, minusOne, product, sum, type Term } from "../term/term.js";
import { canonicalKey } from "./canonical.js";
import { remembered } from "./remembered.js";

/** `base^exponent`; equal keys are equal bases. */
export interface Factor {
  readonly key: string;
  readonly base: Term;
  readonly exponent: Rational;
}

/** `coefficient · Π base^exponent`: distinct bases, in the order met, no exponent 0. Bases may be sums. */
export interface Monomial {
  readonly coefficient: Rational;
  readonly factors: readonly Factor[];
}

const unit = rational(1);
const nought = rational(0);

export const isWhole = ({ numerator, denominator }: Rational): boolean =>
  denominator === 1 && Number.isSafeInteger(numerator);
export const isNought = ({ numerator }: Rational): boolean => numerator === 0;
export const isUnit = (value: Rational): boolean => isEqual(value, unit);
export const opposite = (value: Rational): Rational => times(rational(-1), value);

export const constant = (coefficient: Rational): Monomial => ({ coefficient, factors: [] });
export const one: Monomial = constant(unit);

/** A base as a factor. */
export const factorOf = (base: Term, exponent: Rational = unit): Factor => ({
  key: canonicalKey(base),
  base,
  exponent,
});

/** The sum with every sign turned. */
export const negated: (term: Term) => Term = remembered((term) =>
  term.kind === "sum"
    ? sum(...term.terms.map((part) => termOf(scaled(monomialOf(part), rational(-1)))))
    : termOf(scaled(monomialOf(term), rational(-1))),
);

export const scaled = ({ coefficient, factors }: Monomial, by: Rational): Monomial => {
  const next = times(coefficient, by);
  return isNought(next) ? constant(nought) : { coefficient: next, factors };
};

const wholePower = (value: Rational, exponent: number): Rational =>
  exponent < 0
    ? wholePower(rational(value.denominator, value.numerator), -exponent)
    : rational(value.numerator ** exponent, value.denominator ** exponent);

/** `a · base^exponent`, where like factors are one, and a sum is like its opposite under a whole exponent. */
const withFactor = (a: Monomial, factor: Factor): Monomial => {
  const { base } = factor;
  const isTurnable = base.kind === "sum" && isWhole(factor.exponent);
  const turnedKey = isTurnable ? canonicalKey(negated(base)) : undefined;
  const place = a.factors.findIndex(({ key }) => key === factor.key);
  const turnedPlace = place < 0 ? a.factors.findIndex(({ key }) => key === turnedKey) : place;
  const met = a.factors[turnedPlace];
  const isOdd = place < 0 && met !== undefined && factor.exponent.numerator % 2 !== 0;
  const coefficient = isOdd ? opposite(a.coefficient) : a.coefficient;
  const sumOfExponents = met === undefined ? factor.exponent : plus(met.exponent, factor.exponent);
  // [c]² = [c].
  const exponent = base.kind === "truth" && sumOfExponents.numerator > 0 ? unit : sumOfExponents;
  const others = met === undefined ? a.factors : a.factors.toSpliced(turnedPlace, 1);
  if (isNought(exponent)) return { coefficient, factors: others };
  if (base.kind === "number" && isWhole(exponent) && !isNought(base.value))
    return { coefficient: times(coefficient, wholePower(base.value, exponent.numerator)), factors: others };
  const next = { key: met?.key ?? factor.key, base: met?.base ?? base, exponent };
  return {
    coefficient,
    factors: met === undefined ? [...a.factors, next] : a.factors.with(turnedPlace, next),
  };
};

export const multiplied = (a: Monomial, b: Monomial): Monomial =>
  scaled(b.factors.reduce(withFactor, a), b.coefficient);

const exactRoot = (value: number, degree: number): number | undefined => {
  const root = Math.round(value ** (1 / degree));
  return root ** degree === value ? root : undefined;
};

/** `value^exponent`, where that is a fraction. */
const fractionalPower = ({ numerator, denominator }: Rational, exponent: Rational): Rational | undefined => {
  const [above, below] = [exactRoot(numerator, exponent.denominator), exactRoot(denominator, exponent.denominator)];
  const isExact = numerator > 0 && Number.isSafeInteger(numerator) && above !== undefined && below !== undefined;
  return isExact ? wholePower(rational(above, below), exponent.numerator) : undefined;
};

/** `(Π f)ᵉ = Π fᵉ` for a whole exponent; of any other power, a root that is a fraction comes out. */
export const raised = (a: Monomial, exponent: Rational): Monomial => {
  if (isWhole(exponent)) {
    if (isNought(a.coefficient) && exponent.numerator <= 0)
      return { coefficient: unit, factors: [factorOf(fraction(nought), exponent)] };
    const coefficient = wholePower(a.coefficient, exponent.numerator);
    if (isNought(exponent)) return one;
    const factors = a.factors.map((factor) => ({ ...factor, exponent: times(factor.exponent, exponent) }));
    // One at a time: an exponent that was a fraction may now be whole.
    return factors.reduce(withFactor, constant(coefficient));
  }
  const [only] = a.factors;
  // x^½ has a value where x ≥ 0 alone, where (x^½)^½ = x^¼.
  if (only !== undefined && a.factors.length === 1 && isUnit(a.coefficient) && !isWhole(only.exponent))
    return withFactor(one, { ...only, exponent: times(only.exponent, exponent) });
  const root = fractionalPower(a.coefficient, exponent);
  if (root === undefined) return withFactor(one, factorOf(termOf(a), exponent));
  return a.factors.length === 0
    ? constant(root)
    : { coefficient: root, factors: [factorOf(termOf({ ...a, coefficient: unit }), exponent)] };
};

/** A term as a product of powers. */
export const monomialOf: (term: Term) => Monomial = remembered((term) => {
  switch (term.kind) {
    case "number":
      return constant(term.value);
    case "product":
      return term.factors.map(monomialOf).reduce(multiplied, one);
    case "power":
      return term.exponent.kind === "number"
        ? raised(monomialOf(term.base), term.exponent.value)
        : { coefficient: unit, factors: [factorOf(term)] };
    default:
      return { coefficient: unit, factors: [factorOf(term)] };
  }
});

const powerOf = ({ base, exponent }: Factor): Term =>
  isUnit(exponent) ? base : { kind: "power", base, exponent: fraction(exponent) };

/** A product of powers as a term: the coefficient first, then the factors in the order met. */
export const termOf = ({ coefficient, factors }: Monomial): Term => {
  if (factors.length === 0 || isNought(coefficient)) return fraction(coefficient);
  const number = isUnit(coefficient)
    ? []
    : [coefficient.numerator === -1 && coefficient.denominator === 1 ? minusOne : fraction(coefficient)];
  return product(...number, ...factors.map(powerOf));
};

/** Equal for monomials that differ at most in the coefficient and the order of factors. */
export const likeness = ({ factors }: Monomial): string =>
  factors
    .map(({ key, exponent }) => `${key}^${exponent.numerator}/${exponent.denominator}`)
    .toSorted()
    .join(" ");
