import { plus, type Rational, rational, realOf } from "../term/rational.js";
import type { Term } from "../term/term.js";
import { canonicalKey } from "./canonical.js";
import { cheaper } from "./cost.js";
import {
  constant,
  type Factor,
  factorOf,
  isUnit,
  isWhole,
  type Monomial,
  monomialOf,
  multiplied,
  negated,
  one,
  opposite,
  raised,
  scaled,
  termOf,
} from "./monomial.js";
import {
  collected,
  contentOf,
  dividedBy,
  expanded,
  expandedMonomial,
  largest,
  type Polynomial,
  quotientOf,
  sumOf,
} from "./polynomial.js";
import type { Rule } from "./rule.js";

/** A sum as a factor: a sum of one monomial is that monomial, one of none is 0. */
const asFactor = (polynomial: Polynomial): Monomial => {
  const [first] = polynomial;
  if (first === undefined) return constant(rational(0));
  return polynomial.length === 1 ? first : { ...one, factors: [factorOf(sumOf(polynomial))] };
};

/** The same monomials with the sums in them turned the same way round: y − a is −(a − y) where a − y came before. */
const aligned = (monomials: readonly Monomial[]): readonly Monomial[] => {
  const met = new Map<string, Term>();
  const turned = (factor: Factor): Monomial => {
    const asItIs: Monomial = { ...one, factors: [factor] };
    if (factor.base.kind !== "sum" || !isWhole(factor.exponent)) return asItIs;
    const opposed = met.get(canonicalKey(negated(factor.base)));
    if (opposed === undefined) met.set(factor.key, factor.base);
    if (opposed === undefined || met.has(factor.key)) return asItIs;
    const sign = factor.exponent.numerator % 2 === 0 ? 1 : -1;
    return scaled({ ...one, factors: [factorOf(opposed, factor.exponent)] }, rational(sign));
  };
  return monomials.map(({ coefficient, factors }) => factors.map(turned).reduce(multiplied, constant(coefficient)));
};

/** `outside · inside`. */
interface Split {
  readonly outside: Monomial;
  readonly inside: Polynomial;
}

const joined = ({ outside, inside }: Split): Term => termOf(multiplied(outside, asFactor(inside)));

/** A number such as `1/m`, or a value to be multiplied by. */
const isLeading = ({ base, exponent }: Factor): boolean =>
  base.kind === "element" && (base.at.length === 0 || exponent.numerator > 0);

/**
 * Whether a common factor may stand in front: of a sum of plain symbols, such as `p − y`, or of functions where it is no mere number, and
 * always where it is a value or a scalar such as `1/m`. In front of other sums it hides more than it saves.
 */
const isWorthIt = ({ outside, inside }: Split): boolean => {
  const plain = outside.factors.length > 0 ? ["element", "call"] : ["element"];
  const isPlain = ({ coefficient, factors }: Monomial): boolean => {
    const [first] = factors;
    if (first === undefined) return true;
    return (
      factors.length === 1 &&
      Math.abs(realOf(coefficient)) === 1 &&
      plain.includes(first.base.kind) &&
      isUnit(first.exponent)
    );
  };
  return inside.every(isPlain) || outside.factors.some(isLeading);
};

const withoutContent = ({ outside, inside }: Split): Split => {
  const content = contentOf(inside);
  return { outside: multiplied(outside, content), inside: dividedBy(inside, content) };
};

/** Divides the inside by the sums that the outside is divided by, as long as that leaves no remainder. */
const cancelled = (split: Split): Split =>
  split.outside.factors.reduce((result, { base, exponent }) => {
    const divisor = base.kind === "sum" && isWhole(exponent) && exponent.numerator < 0 ? expanded(base) : undefined;
    let { outside, inside } = result;
    for (let left = -exponent.numerator; divisor !== undefined && left > 0; left--) {
      const quotient = quotientOf(inside, divisor);
      if (quotient === undefined) break;
      inside = quotient;
      outside = multiplied(outside, { ...one, factors: [factorOf(base)] });
    }
    return { outside, inside };
  }, split);

/** A sum over a common denominator, common factors outside. */
const overCommonDenominator = (
  terms: readonly Term[],
): { readonly plain: Split; readonly cancelled?: Split; readonly isShorter?: boolean } => {
  const monomials = aligned(terms.map(monomialOf));
  const outside = contentOf(monomials);
  const rests = dividedBy(monomials, outside);
  const plain = { outside, inside: collected(rests) };
  const parts = rests.map(expandedMonomial);
  if (parts.some((part) => part === undefined)) return { plain };
  const all = parts.flatMap((part) => part ?? []);
  const inside = collected(all);
  if (inside.length > largest) return { plain };
  // Terms that cancel are worth a common denominator, and so is a divisor that goes.
  return { plain, cancelled: cancelled(withoutContent({ outside, inside })), isShorter: inside.length < all.length };
};

const closerToNought = (a: Rational, b: Rational): Rational =>
  Math.abs(a.numerator * b.denominator) <= Math.abs(b.numerator * a.denominator) ? a : b;

/** The factors, and divisors, that all terms have. */
const commonFactor = (monomials: readonly Monomial[]): Monomial => {
  const [first, ...others] = monomials;
  const shared = others.reduce<readonly Factor[]>(
    (factors, monomial) =>
      factors.flatMap((factor) => {
        const like = monomial.factors.find(({ key }) => key === factor.key);
        const isShared = like !== undefined && like.exponent.numerator > 0 === factor.exponent.numerator > 0;
        return isShared ? [{ ...factor, exponent: closerToNought(factor.exponent, like.exponent) }] : [];
      }),
    first?.factors ?? [],
  );
  return { coefficient: contentOf(monomials).coefficient, factors: shared };
};

const factoredSum = (terms: readonly Term[]): Term | undefined => {
  const monomials = aligned(terms.map(monomialOf));
  const outside = commonFactor(monomials);
  const split = { outside, inside: collected(dividedBy(monomials, outside)) };
  return isWorthIt(split) || split.inside.length < terms.length ? joined(split) : undefined;
};

const rewrittenSum = (term: Term): readonly (Term | undefined)[] => {
  if (term.kind !== "sum") return [];
  const common = overCommonDenominator(term.terms);
  // Multiplied out only where that makes terms cancel: x (1 − x²) + y is no worse than x − x³ + y.
  const all = expanded(term);
  const flat = all !== undefined && all.length <= term.terms.length ? all : undefined;
  return [
    factoredSum(term.terms),
    common.cancelled && (isWorthIt(common.cancelled) || common.isShorter) ? joined(common.cancelled) : undefined,
    isWorthIt(common.plain) ? joined(common.plain) : undefined,
    flat && sumOf(flat),
    flat && factoredSum(flat.map(termOf)),
  ];
};

/** Each sum among the factors over a common denominator of its own. */
const withSumsOverDenominators = ({ coefficient, factors }: Monomial): Monomial =>
  factors.reduce((result, factor) => {
    const { base, exponent } = factor;
    const split = base.kind === "sum" && isWhole(exponent) ? overCommonDenominator(base.terms) : undefined;
    const best = split?.cancelled ?? split?.plain;
    const next =
      best === undefined
        ? { ...one, factors: [factor] }
        : raised(multiplied(best.outside, asFactor(best.inside)), exponent);
    return multiplied(result, next);
  }, constant(coefficient));

/** `N/D` for sums of which one divides the other. */
const withQuotients = (monomial: Monomial): Monomial => {
  const sums = monomial.factors.filter(({ base, exponent }) => base.kind === "sum" && isWhole(exponent));
  for (const above of sums.filter(({ exponent }) => exponent.numerator > 0))
    for (const below of sums.filter(({ exponent }) => exponent.numerator < 0)) {
      const [dividend, divisor] = [expanded(above.base), expanded(below.base)];
      if (dividend === undefined || divisor === undefined) continue;
      const quotient = quotientOf(dividend, divisor);
      const inverse = quotient === undefined ? quotientOf(divisor, dividend) : undefined;
      const whole = quotient === undefined ? inverse && raised(asFactor(inverse), rational(-1)) : asFactor(quotient);
      if (whole === undefined) continue;
      const without = monomial.factors.map((factor) => {
        if (factor === above) return { ...factor, exponent: plus(factor.exponent, rational(-1)) };
        return factor === below ? { ...factor, exponent: plus(factor.exponent, rational(1)) } : factor;
      });
      const rest = { ...monomial, factors: without.filter(({ exponent }) => exponent.numerator !== 0) };
      return withQuotients(multiplied(rest, whole));
    }
  return monomial;
};

const hasNumber = (term: Term): boolean => term.kind === "sum" && term.terms.some(({ kind }) => kind === "number");

/** The product with the sign taken into one of its sums: one without numbers before 1 − a and the like. */
const withSignInside = (monomial: Monomial): Term | undefined => {
  if (monomial.coefficient.numerator > 0) return undefined;
  const sums = monomial.factors.filter(
    ({ base, exponent }) => base.kind === "sum" && isWhole(exponent) && exponent.numerator % 2 !== 0,
  );
  const turned = sums.find(({ base }) => !hasNumber(base)) ?? sums[0];
  if (turned === undefined) return undefined;
  const factors = monomial.factors.map((factor) =>
    factor === turned ? factorOf(negated(factor.base), factor.exponent) : factor,
  );
  return termOf({ coefficient: opposite(monomial.coefficient), factors });
};

const rewrittenProduct = (term: Term): readonly (Term | undefined)[] => {
  const monomial = monomialOf(term);
  if (!monomial.factors.some(({ base }) => base.kind === "sum")) return [];
  const over = withSumsOverDenominators(monomial);
  return [withSignInside(monomial), termOf(withQuotients(over)), termOf(withQuotients(monomial)), termOf(over)];
};

/** Sums and quotients of elementwise terms. Each rule chooses the shortest of the ways to write a term, and fires where that is shorter. */
export const fractions: readonly Rule[] = [
  {
    name: "common-factor",
    law: "a x + b x = (a + b) x; a/x + b/y = (a y + b x)/(x y), where that is shorter; a (b + c) − a c = a b",
    apply: (term) => cheaper(term, rewrittenSum(term)),
  },
  {
    name: "cancel",
    law: "(x y)/y = x for sums x and y, where y ≠ 0; −(a − b) = b − a",
    apply: (term) =>
      term.kind === "product" || term.kind === "power" ? cheaper(term, rewrittenProduct(term)) : undefined,
  },
];

/** A shorter way to write a sum. */
export const shortestSum = (term: Term): Term | undefined => cheaper(term, rewrittenSum(term));
