import { plus, type Rational, rational } from "../term/rational.js";
import { sum, type Term } from "../term/term.js";
import {
  type Factor,
  isNought,
  isWhole,
  likeness,
  type Monomial,
  monomialOf,
  multiplied,
  raised,
  scaled,
  termOf,
} from "./monomial.js";

/** A sum of monomials of which no two are alike, in the order met. Exponents may be negative and fractions. */
export type Polynomial = readonly Monomial[];

/** Beyond this many monomials a polynomial is left as it is. */
export const largest = 60;

/** Like terms are one; those that cancel go. */
export const collected = (monomials: readonly Monomial[]): Polynomial => {
  const met = new Map<string, Monomial>();
  for (const monomial of monomials) {
    const key = likeness(monomial);
    const like = met.get(key);
    met.set(
      key,
      like === undefined ? monomial : { ...like, coefficient: plus(like.coefficient, monomial.coefficient) },
    );
  }
  return [...met.values()].filter(({ coefficient }) => !isNought(coefficient));
};

export const sumOf = (polynomial: Polynomial): Term => sum(...polynomial.map(termOf));

const product = (a: Polynomial | undefined, b: Polynomial | undefined): Polynomial | undefined => {
  if (a === undefined || b === undefined || a.length * b.length > largest * 4) return undefined;
  const result = collected(a.flatMap((x) => b.map((y) => multiplied(x, y))));
  return result.length > largest ? undefined : result;
};

const isExpandable = ({ base, exponent }: Factor): boolean =>
  base.kind === "sum" && isWhole(exponent) && exponent.numerator > 0 && exponent.numerator <= 8;

/** A monomial with its sums multiplied out; nothing where that is too long. */
export const expandedMonomial = ({ coefficient, factors }: Monomial): Polynomial | undefined => {
  const opaque = { coefficient, factors: factors.filter((factor) => !isExpandable(factor)) };
  return factors
    .filter(isExpandable)
    .flatMap(({ base, exponent }) => Array.from({ length: exponent.numerator }, () => base))
    .reduce<Polynomial | undefined>((result, base) => product(result, expanded(base)), [opaque]);
};

/** A term with its sums multiplied out; nothing where that is too long. */
export const expanded = (term: Term): Polynomial | undefined => {
  if (term.kind !== "sum") return expandedMonomial(monomialOf(term));
  const parts = term.terms.map(expanded);
  if (parts.some((part) => part === undefined)) return undefined;
  const result = collected(parts.flatMap((part) => part ?? []));
  return result.length > largest ? undefined : result;
};

const exponentsOf = ({ factors }: Monomial): ReadonlyMap<string, Rational> =>
  new Map(factors.map(({ key, exponent }) => [key, exponent]));

const isLess = (a: Rational, b: Rational): boolean => a.numerator * b.denominator < b.numerator * a.denominator;
const nought = rational(0);

const gcd = (a: number, b: number): number => (b === 0 ? Math.abs(a) : gcd(b, a % b));

/** The largest positive fraction of which all coefficients are whole multiples; 1 where they are not exact. */
const commonCoefficient = (monomials: readonly Monomial[]): Rational => {
  const numerator = monomials.reduce((divisor, { coefficient }) => gcd(divisor, coefficient.numerator), 0);
  const denominator = monomials.reduce(
    (multiple, { coefficient }) => (multiple / gcd(multiple, coefficient.denominator)) * coefficient.denominator,
    1,
  );
  const isExact = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator) && numerator !== 0;
  return isExact ? rational(numerator, denominator) : rational(1);
};

/** The monomial of the smallest exponents: what all monomials are multiples of without negative exponents. */
export const contentOf = (monomials: readonly Monomial[]): Monomial => {
  const all = monomials.map(exponentsOf);
  const factors = new Map(monomials.flatMap((monomial) => monomial.factors.map((factor) => [factor.key, factor])));
  const least = [...factors.values()].map((factor) => ({
    ...factor,
    exponent: all.map((exponents) => exponents.get(factor.key) ?? nought).reduce((a, b) => (isLess(b, a) ? b : a)),
  }));
  return {
    coefficient: commonCoefficient(monomials),
    factors: least.filter(({ exponent }) => !isNought(exponent)),
  };
};

const reciprocal = (monomial: Monomial): Monomial => raised(monomial, rational(-1));

export const dividedBy = (polynomial: Polynomial, divisor: Monomial): Polynomial =>
  polynomial.map((monomial) => multiplied(monomial, reciprocal(divisor)));

/** Lexicographic order of exponents, by the keys of their bases. */
const isBelow = (a: Monomial, b: Monomial): boolean => {
  const [left, right] = [exponentsOf(a), exponentsOf(b)];
  for (const key of [...new Set([...left.keys(), ...right.keys()])].toSorted()) {
    const [m, n] = [left.get(key) ?? nought, right.get(key) ?? nought];
    if (isLess(m, n)) return true;
    if (isLess(n, m)) return false;
  }
  return false;
};

const leading = (polynomial: Polynomial): Monomial | undefined =>
  polynomial.reduce<Monomial | undefined>((a, b) => (a === undefined || isBelow(a, b) ? b : a), undefined);

const hasNegative = ({ factors }: Monomial): boolean => factors.some(({ exponent }) => exponent.numerator < 0);

/** `dividend / divisor`, where it leaves no remainder. */
export const quotientOf = (dividend: Polynomial, divisor: Polynomial): Polynomial | undefined => {
  const [above, below] = [contentOf(dividend), contentOf(divisor)];
  const lead = leading(dividedBy(divisor, below));
  if (lead === undefined || divisor.length < 2) return undefined;
  const steps = dividedBy(divisor, below);
  const result: Monomial[] = [];
  let rest = dividedBy(dividend, above);
  while (rest.length > 0) {
    const top = leading(rest);
    if (top === undefined || result.length > largest || rest.length > largest) return undefined;
    const next = multiplied(top, reciprocal(lead));
    if (hasNegative(next)) return undefined;
    result.push(next);
    rest = collected([...rest, ...steps.map((step) => scaled(multiplied(step, next), rational(-1)))]);
  }
  const content = multiplied(above, reciprocal(below));
  return result.map((monomial) => multiplied(monomial, content));
};
