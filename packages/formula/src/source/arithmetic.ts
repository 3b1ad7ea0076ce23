// Sums, products, powers, functions and relations as a person writes them.

import { type Rational, rational, realOf, times } from "../term/rational.js";
import { type FunctionName, fraction, numberIn, one, type Relation, type Term } from "../term/term.js";
import type { Code } from "./code.js";
import * as code from "./code.js";

/** How a part of what is written is written. */
type Write = (term: Term) => Code;

/** The absolute value of a number, and whether it has a sign. */
const signed = (value: Rational): { readonly isNegative: boolean; readonly size: Rational } => {
  const isNegative = value.numerator < 0;
  return { isNegative, size: isNegative ? times(value, rational(-1)) : value };
};

const isPowerOfTen = (value: number): boolean => /^10*$/.test(String(value));

/** A number: `2`, `0.5`, `0.001`, and `1 / 3` where it has no short decimals. */
export const numberOf = (value: Rational): Code => {
  const { isNegative, size } = signed(value);
  const decimals = String(realOf(size));
  const isShort = size.denominator === 1 || isPowerOfTen(size.denominator) || decimals.length <= 6;
  const above = isShort ? code.atom(decimals) : code.literal(size.numerator);
  const below = isShort ? [] : [code.literal(size.denominator)];
  return code.product([isNegative ? code.negative(above) : above], below);
};

export const factorsOf = (term: Term): readonly Term[] => (term.kind === "product" ? term.factors : [term]);

/** A product of other factors with a number. */
const split = (term: Term): { readonly coefficient: Rational; readonly others: readonly Term[] } => {
  const factors = factorsOf(term);
  return {
    coefficient: factors.reduce(
      (product, factor) => (factor.kind === "number" ? times(product, factor.value) : product),
      rational(1),
    ),
    others: factors.filter(({ kind }) => kind !== "number"),
  };
};

/** A sum, what is added before what is taken away if that would come first. */
export const sumOf = (terms: readonly Term[], write: Write): Code => {
  const parts = terms.map((term) => {
    const { coefficient, others } = split(term);
    return { ...signed(coefficient), others };
  });
  const added = parts.filter(({ isNegative }) => !isNegative);
  const taken = parts.filter(({ isNegative }) => isNegative);
  const [first, ...rest] = parts[0]?.isNegative === false ? parts : [...added, ...taken];
  if (first === undefined) return code.literal(0);
  return code.sum(
    withCoefficient(first.isNegative, first.size, first.others, write),
    rest.map(({ isNegative, size, others }) => ({
      operator: isNegative ? "-" : "+",
      code: withCoefficient(false, size, others, write),
    })),
  );
};

/** A product: its sign, its number, and a quotient where there are powers with negative exponents. */
export const productOf = (term: Term, write: Write): Code => {
  const { coefficient, others } = split(term);
  const { isNegative, size } = signed(coefficient);
  return withCoefficient(isNegative, size, others, write);
};

const withCoefficient = (isNegative: boolean, size: Rational, others: readonly Term[], write: Write): Code => {
  if (others.length === 0) return numberOf(isNegative ? times(size, rational(-1)) : size);
  const isDecimal = size.denominator === 1 || isPowerOfTen(size.denominator);
  const above = isDecimal ? size : rational(size.numerator);
  const below = isDecimal ? [] : [code.literal(size.denominator)];
  const isOne = above.numerator === 1 && above.denominator === 1;
  const numerator = others.flatMap((factor) => (divisorOf(factor) === undefined ? [powerOf(factor, write)] : []));
  const divisors = others.flatMap((factor) => {
    const divisor = divisorOf(factor);
    return divisor === undefined ? [] : [powerOf(divisor, write)];
  });
  const factors = isOne && numerator.length > 0 ? numerator : [numberOf(above), ...numerator];
  const [first, ...rest] = factors;
  const start = first === undefined || !isNegative ? factors : [code.negative(first), ...rest];
  return code.product(start, [...below, ...divisors]);
};

/** What is divided by, where a factor has a negative number as its exponent. */
const divisorOf = (factor: Term): Term | undefined => {
  if (factor.kind !== "power" || factor.exponent.kind !== "number" || !(factor.exponent.value.numerator < 0))
    return undefined;
  return { ...factor, exponent: fraction(times(factor.exponent.value, rational(-1))) };
};

/** A factor, where it is a power with a number that is not negative as its exponent, or any other term. */
const powerOf = (factor: Term, write: Write): Code => {
  if (factor.kind !== "power") return write(factor);
  const exponent = numberIn(factor.exponent);
  if (exponent === 1) return write(factor.base);
  if (exponent === 0.5) return code.call("Math.sqrt", write(factor.base));
  return code.power(write(factor.base), write(factor.exponent));
};

const relations: Readonly<Record<Relation, string>> = {
  "=": "===",
  "≠": "!==",
  "<": "<",
  "≤": "<=",
  ">": ">",
  "≥": ">=",
};

/** Whether a number is other than 0, as a condition: relations as such, products of them as `&&`. */
export const conditionOf = (term: Term, write: Write): Code => {
  if (term.kind === "truth") return code.relation(relations[term.relation], write(term.left), write(term.right));
  if (term.kind === "product" && term.factors.every(({ kind }) => kind === "truth"))
    return code.and(term.factors.map((factor) => conditionOf(factor, write)));
  return code.relation("!==", write(term), code.literal(0));
};

/** Whether a term is a whole number that is not negative, whatever the values are. */
const isNatural = (term: Term): boolean => {
  switch (term.kind) {
    case "index":
      return true;
    case "number":
      return term.value.denominator === 1 && term.value.numerator >= 0;
    case "sum":
      return term.terms.every(isNatural);
    case "product":
      return term.factors.every(isNatural);
    case "call":
      return (term.name === "quotient" || term.name === "remainder") && term.args.every(isNatural);
    default:
      return false;
  }
};

const byName =
  (name: string) =>
  (args: readonly Term[], write: Write): Code =>
    code.call(name, ...args.map(write));

const cutOff =
  (operator: string) =>
  (args: readonly Term[], write: Write): Code =>
    code.bitwise(code.call("Math.trunc", ...args.map(write)), operator);

/** How the functions that have a name in formulas are written. */
const functions: Readonly<Record<FunctionName, (args: readonly Term[], write: Write) => Code>> = {
  exp: byName("Math.exp"),
  log: byName("Math.log"),
  sin: byName("Math.sin"),
  cos: byName("Math.cos"),
  tanh: byName("Math.tanh"),
  abs: byName("Math.abs"),
  sign: byName("Math.sign"),
  sigmoid: byName("sigmoid"),
  softplus: byName("softplus"),
  erf: byName("erf"),
  sg: ([x = one], write) => write(x),
  maximum: byName("Math.max"),
  minimum: byName("Math.min"),
  relu: ([x = one], write) => code.call("Math.max", code.literal(0), write(x)),
  quotient: ([a = one, b = one], write) => code.call("Math.floor", code.product([write(a)], [write(b)])),
  remainder: ([a = one, b = one], write) =>
    isNatural(a) && isNatural(b) ? code.remainder(write(a), write(b)) : code.call("remainder", write(a), write(b)),
  i32: cutOff("| 0"),
  u8: cutOff("& 255"),
};

const isNamed = (name: string): name is FunctionName => Object.hasOwn(functions, name);

/** A function of numbers; what an abstract one is called is looked up. */
export const callOf = (name: string, args: readonly Term[], write: Write, abstract: (name: string) => string): Code =>
  isNamed(name) ? functions[name](args, write) : byName(abstract(name))(args, write);
