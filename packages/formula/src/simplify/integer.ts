// Positions: whole-number terms in numbers, indices, sums, products with numbers, quotients and remainders.

import { rational } from "../term/rational.js";
import { call, number, numberIn, product, sum, type Term } from "../term/term.js";
import { isEquivalent } from "./canonical.js";
import { termsOf } from "./collect.js";
import { monomialOf, scaled, termOf } from "./monomial.js";
import type { Rule } from "./rule.js";

/** The least and the greatest value that a whole-number term may have. */
export interface Range {
  readonly least: number;
  readonly greatest: number;
}

const exactly = (value: number): Range => ({ least: value, greatest: value });

const plus = (a: Range | undefined, b: Range | undefined): Range | undefined =>
  a && b && { least: a.least + b.least, greatest: a.greatest + b.greatest };

const times = (a: Range | undefined, b: Range | undefined): Range | undefined => {
  if (a === undefined || b === undefined) return undefined;
  const corners = [a.least * b.least, a.least * b.greatest, a.greatest * b.least, a.greatest * b.greatest];
  return { least: Math.min(...corners), greatest: Math.max(...corners) };
};

/** The range of a term that is a whole number by its form; nothing for others. */
export const rangeOf = (term: Term): Range | undefined => {
  switch (term.kind) {
    case "number": {
      const value = numberIn(term);
      return Number.isSafeInteger(value) ? exactly(value ?? 0) : undefined;
    }
    case "index":
      return { least: 0, greatest: term.index.size - 1 };
    case "sum":
      return term.terms.map(rangeOf).reduce(plus);
    case "product":
      return term.factors.map(rangeOf).reduce(times);
    case "truth":
      return { least: 0, greatest: 1 };
    case "call": {
      const [a, b] = term.args.map(rangeOf);
      const isDivision = a !== undefined && b !== undefined && b.least === b.greatest && b.least > 0;
      if (!isDivision) return undefined;
      if (term.name === "quotient")
        return { least: Math.floor(a.least / b.least), greatest: Math.floor(a.greatest / b.least) };
      return term.name === "remainder" ? { least: 0, greatest: b.least - 1 } : undefined;
    }
    default:
      return undefined;
  }
};

/** Whether a position is known to lie on an axis. An element used as a position is that of an integer variable, and does. */
export const isOnAxis = (position: Term, size: number): boolean => {
  const range = rangeOf(position);
  return range === undefined ? position.kind === "element" : range.least >= 0 && range.greatest < size;
};

/** `a = n · whole + rest` with `0 ≤ rest < n`, told by the form of `a`. */
const divided = (a: Term, n: number): { readonly whole: Term; readonly rest: Term } | undefined => {
  const isMultiple = (part: Term): boolean => {
    const { coefficient } = monomialOf(part);
    return rangeOf(part) !== undefined && coefficient.denominator === 1 && coefficient.numerator % n === 0;
  };
  const split = (part: Term): readonly Term[] => {
    const value = numberIn(part);
    if (value === undefined || !Number.isSafeInteger(value)) return [part];
    const rest = value - n * Math.floor(value / n);
    return [number(value - rest), number(rest)];
  };
  const parts = termsOf(a).flatMap(split);
  const whole = parts.filter(isMultiple).map((part) => termOf(scaled(monomialOf(part), rational(1, n))));
  const rest = sum(...parts.filter((part) => !isMultiple(part)));
  const range = rangeOf(rest);
  return range !== undefined && range.least >= 0 && range.greatest < n ? { whole: sum(...whole), rest } : undefined;
};

/** `⌊a/n⌋` or `a mod n`. */
const division = (term: Term, name: "quotient" | "remainder"): readonly [Term, number] | undefined => {
  if (term.kind !== "call" || term.name !== name) return undefined;
  const [a, b] = term.args;
  const n = b && numberIn(b);
  return a !== undefined && n !== undefined && Number.isSafeInteger(n) && n > 0 ? [a, n] : undefined;
};

/** The quotient of all but a rest that is too small to count: `⌊(2 i + j)/6⌋ = ⌊i/3⌋` for `j < 2`. */
const coarser = (a: Term, n: number): Term | undefined => {
  const coefficients = termsOf(a).map((part) => Math.abs(monomialOf(part).coefficient.numerator));
  const divisors = coefficients.filter((divisor) => divisor > 1 && divisor < n && n % divisor === 0);
  for (const divisor of divisors.toSorted((x, y) => y - x)) {
    const parts = divided(a, divisor);
    if (parts !== undefined) return call("quotient", parts.whole, number(n / divisor));
  }
  return undefined;
};

/** Quotients and remainders of positions. */
export const integers: readonly Rule[] = [
  {
    name: "quotient",
    law: "⌊(n i + j)/n⌋ = i and ⌊(m i + j)/(m n)⌋ = ⌊i/n⌋, for whole 0 ≤ j < n or m",
    apply: (term) => {
      const [a, n] = division(term, "quotient") ?? [];
      return a === undefined || n === undefined ? undefined : (divided(a, n)?.whole ?? coarser(a, n));
    },
  },
  {
    name: "remainder",
    law: "(n i + j) mod n = j, for whole 0 ≤ j < n",
    apply: (term) => {
      const [a, n] = division(term, "remainder") ?? [];
      return a === undefined || n === undefined ? undefined : divided(a, n)?.rest;
    },
  },
  {
    name: "quotient-and-remainder",
    law: "n ⌊a/n⌋ + (a mod n) = a, for whole a",
    apply: (term) => {
      if (term.kind !== "sum") return undefined;
      for (const [place, part] of term.terms.entries()) {
        const [a, n] = division(part, "remainder") ?? [];
        if (a === undefined || n === undefined) continue;
        const multiple = product(number(n), call("quotient", a, number(n)));
        const other = term.terms.findIndex((next) => isEquivalent(next, multiple));
        if (other >= 0) return sum(...term.terms.with(place, a).toSpliced(other, 1));
      }
      return undefined;
    },
  },
];
