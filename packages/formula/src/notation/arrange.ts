// How sums, products and quotients are written: signs, coefficients, fractions, and the order of terms and factors.

import { isDecimal, isEqual, type Rational, rational, times } from "../term/rational.js";
import type { Formula } from "./formula.js";
import { deltaOf } from "./name.js";

const unit = rational(1);

type Multiplication = Extract<Formula, { kind: "product" }>["by"];

/** A number; the sign of a negative one stands before it. */
export const numberOf = (value: Rational): Formula => {
  const of: Formula = { kind: "number", value: { ...value, numerator: Math.abs(value.numerator) } };
  return value.numerator < 0 ? { kind: "negative", of } : of;
};

export const negated = (formula: Formula): Formula =>
  formula.kind === "negative" ? formula.of : { kind: "negative", of: formula };

/** The transpose; that of a transpose is what was transposed. */
export const transposed = (formula: Formula): Formula =>
  formula.kind === "transpose" ? formula.of : { kind: "transpose", of: formula };

/** Factors side by side; products among them that are side by side are one with it at the end, where no meaning changes. */
export const sideBySide = (factors: readonly Formula[]): Formula => {
  const [first, ...rest] = factors;
  if (first !== undefined && rest.length === 0) return first;
  const last = factors.at(-1);
  const flat =
    last?.kind === "product" && last.by === "side by side" ? [...factors.slice(0, -1), ...last.factors] : factors;
  return { kind: "product", by: "side by side", factors: flat };
};

/** The product of two matrices; products among them are one with it. */
export const matrixProduct = (left: Formula, right: Formula): Formula => {
  const factors = [left, right].flatMap((side) =>
    side.kind === "product" && side.by === "side by side" ? side.factors : [side],
  );
  return { kind: "product", by: "side by side", factors };
};

/** Terms in order, but positive ones first where the first would be negative. */
export const sumOf = (terms: readonly Formula[]): Formula => {
  if (terms[0]?.kind !== "negative") return { kind: "sum", terms };
  const isNegative = ({ kind }: Formula): boolean => kind === "negative";
  return {
    kind: "sum",
    terms: [...terms.filter((term) => !isNegative(term)), ...terms.filter(isNegative)],
  };
};

const isPlain = (formula: Formula): boolean =>
  formula.kind === "transpose" ? isPlain(formula.of) : formula.kind === "symbol" || formula.kind === "letter";

const isConstant = (formula: Formula): boolean => isPlain(formula.kind === "power" ? formula.base : formula);

/** A derivative that is written as a quotient, or its transpose. */
export const isPartial = (formula: Formula): boolean =>
  formula.kind === "transpose"
    ? isPartial(formula.of)
    : formula.kind === "symbol" && formula.of.kind === "adjoint" && deltaOf(formula.of.name) === undefined;

/** What a denominator stands under. */
const isShort = (formula: Formula): boolean => formula.kind === "sum" || (isPlain(formula) && !isPartial(formula));

/** A sum of numbers and one symbol, such as `1 − a`. */
const isComplement = (formula: Formula): boolean => {
  if (formula.kind !== "sum") return false;
  const others = formula.terms
    .map((term) => (term.kind === "negative" ? term.of : term))
    .filter(({ kind }) => kind !== "number");
  return others.length === 1 && others.every(isPlain);
};

/** Factors stand by class; a sum side by side with others stands last, since it reaches to the end of the product. */
const classOf = (formula: Formula, by: Multiplication): number => {
  if (isPartial(formula)) return 0.5;
  if (isPlain(formula) || formula.kind === "number") return 0;
  if (formula.kind === "norm" || (formula.kind === "power" && (isPlain(formula.base) || formula.base.kind === "norm")))
    return 1;
  if (formula.kind === "sum") return isComplement(formula) ? 2 : 3;
  if (formula.kind === "reduce") return by === "elementwise" ? 4 : 7;
  if (formula.kind === "call" && formula.name.endsWith("′")) return 6;
  return ["call", "truth", "cases"].includes(formula.kind) ? 5 : 4;
};

const ordered = (factors: readonly Formula[], by: Multiplication): readonly Formula[] =>
  [...factors].sort((a, b) => classOf(a, by) - classOf(b, by));

/** A product and what it is divided by. Numbers, which have no axes, are apart from other factors. */
export interface Fraction {
  readonly coefficient: Rational;
  /** Whether numbers may stand after a factor: a matrix of one element is a number only before it. */
  readonly numbersMove: boolean;
  readonly scalars: readonly Formula[];
  readonly scalarDivisors: readonly Formula[];
  readonly factors: readonly Formula[];
  readonly divisors: readonly Formula[];
  /** How factors other than numbers are multiplied. */
  readonly by: Multiplication;
}

/** A coefficient in parts: what stands before all, and what its denominator begins with. Decimals stay whole. */
const split = (value: Rational): { readonly before: Rational; readonly below: Rational } =>
  isDecimal(value)
    ? { before: value, below: unit }
    : { before: rational(value.numerator), below: rational(value.denominator) };

const unlessOne = (value: Rational): readonly Formula[] => (isEqual(value, unit) ? [] : [numberOf(value)]);

const isProduct = (formula: Formula): boolean => formula.kind === "product";

type Factors = Pick<Fraction, "scalars" | "factors" | "by" | "numbersMove">;

/** Numbers before factors, `2 λ a ⊙ b`; with a single factor that is no product they stand by class. Undefined for none at all. */
const together = (prefix: readonly Formula[], { scalars, factors, by, numbersMove }: Factors): Formula | undefined => {
  const [first, ...rest] = ordered(factors, by);
  const before = [...prefix, ...ordered(scalars, "side by side")];
  if (first === undefined) return before.length === 0 ? undefined : sideBySide(before);
  if (by === "elementwise" && rest.length > 0)
    return { kind: "product", by, factors: [sideBySide([...before, first]), ...rest] };
  if (rest.length > 0 || isProduct(first) || !numbersMove) return sideBySide([...before, first, ...rest]);
  const others = scalars.filter((scalar) => !isProduct(scalar));
  return sideBySide([...prefix, ...scalars.filter(isProduct), ...ordered([...others, first], "side by side")]);
};

/**
 * The product as it is written: sign and coefficient first, factors by class. A denominator stands below a single sum or symbol, below
 * numbers alone, or with what divides element by element; otherwise it is that of a fraction before the factors.
 */
export const productOf = (fraction: Fraction): Formula => {
  const { coefficient, scalars, scalarDivisors, factors, divisors } = fraction;
  if (coefficient.numerator < 0)
    return opposite(productOf({ ...fraction, coefficient: { ...coefficient, numerator: -coefficient.numerator } }));
  if (divisors.length > 0 && isBeforeSum(fraction))
    return productOf({ ...fraction, scalarDivisors: [...scalarDivisors, ...divisors], divisors: [] });

  const { before, below } = split(coefficient);
  const numerator = together([], fraction);
  const denominator = together([], {
    ...fraction,
    scalars: [...unlessOne(below), ...scalarDivisors],
    factors: divisors,
  });
  const over = (above: Formula): Formula =>
    denominator === undefined ? above : { kind: "quotient", numerator: above, denominator };
  const isDivided = scalarDivisors.length + divisors.length > 0;

  const [only, ...others] = [...scalars, ...factors];
  if (numerator === undefined || only === undefined) return isDivided ? over(numberOf(before)) : numberOf(coefficient);
  const isHalf = !isDivided && isEqual(coefficient, rational(1, 2));
  const isUnder =
    others.length === 0 && isShort(only) && !isHalf && (scalarDivisors.length > 0 || isEqual(before, unit));
  const isOfNumbers = factors.length === 0 && scalarDivisors.some((divisor) => !isConstant(divisor));
  if (divisors.length > 0 || (denominator !== undefined && (isUnder || isOfNumbers)))
    return sideBySide([...unlessOne(before), over(numerator)]);

  const isAbove = (scalar: Formula): boolean =>
    isDivided && factors.length > 0 && (isConstant(scalar) || isProduct(scalar));
  const above = together([], { ...fraction, scalars: scalars.filter(isAbove), factors: [] });
  const number = isDivided ? over(numberOf(before)) : numberOf(coefficient);
  const prefix = above === undefined ? [number] : [...unlessOne(before), over(above)];
  const rest = { ...fraction, scalars: scalars.filter((scalar) => !isAbove(scalar)) };
  return together(isOne(prefix) ? [] : prefix, rest) ?? numerator;
};

/** Minus a formula; that of a sum of products has the sign in front of each. */
const opposite = (formula: Formula): Formula =>
  formula.kind === "sum" && formula.terms.every(isProduct)
    ? { kind: "sum", terms: formula.terms.map(negated) }
    : negated(formula);

/** A fraction stands before a Σ, which reaches to the end of a product. */
const isBeforeSum = ({ factors, by }: Fraction): boolean =>
  by === "side by side" && factors.some(({ kind }) => kind === "reduce");

const isOne = ([only, ...others]: readonly Formula[]): boolean =>
  others.length === 0 && only?.kind === "number" && isEqual(only.value, unit);

/** A power; roots are calls, and a power of the square of a norm is one of the norm. */
export const powerOf = (base: Formula, exponent: Formula): Formula => {
  if (exponent.kind === "number") {
    if (isEqual(exponent.value, unit)) return base;
    if (base.kind === "power" && base.base.kind === "norm" && isTwo(base.exponent))
      return powerOf(base.base, numberOf(times(exponent.value, rational(2))));
    if (isEqual(exponent.value, rational(1, 2))) return { kind: "call", name: "sqrt", args: [base] };
  }
  return { kind: "power", base, exponent };
};

const isTwo = (formula: Formula): boolean => formula.kind === "number" && isEqual(formula.value, rational(2));
