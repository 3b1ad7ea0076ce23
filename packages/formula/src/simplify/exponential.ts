import type { Rational } from "../term/rational.js";
import { call, fraction, product, reduce, sum, type Term } from "../term/term.js";
import { dependsOn } from "./canonical.js";
import { termsOf } from "./collect.js";
import { cheaper, costOf } from "./cost.js";
import {
  type Factor,
  factorOf,
  isUnit,
  isWhole,
  type Monomial,
  monomialOf,
  multiplied,
  one,
  termOf,
} from "./monomial.js";
import { collected, sumOf } from "./polynomial.js";
import type { Rule } from "./rule.js";

const collectedSum = (terms: readonly Term[]): Term => sumOf(collected(terms.flatMap(termsOf).map(monomialOf)));

const exponentOf = ({ base, exponent }: Factor): Term | undefined =>
  base.kind === "call" && base.name === "exp" && isWhole(exponent) ? base.args[0] : undefined;

const scaledBy = (term: Term | undefined, factor: Rational): readonly Term[] =>
  term === undefined ? [] : termsOf(term).map((part) => product(fraction(factor), part));

const asMonomial = (factors: readonly Factor[]): Monomial =>
  factors.reduce((result, factor) => multiplied(result, { ...one, factors: [factor] }), one);

/** `Σⱼ f(j) exp(uⱼ + v) = exp(v) Σⱼ f(j) exp(uⱼ)`: what does not depend on `j` in the exponent, and the sum without it. */
const unshifted = (term: Term): { readonly shift: Term; readonly rest: Term } | undefined => {
  if (term.kind !== "reduce" || term.by !== "sum") return undefined;
  const { coefficient, factors } = monomialOf(term.body);
  const exponential = factors.find((factor) => exponentOf(factor) !== undefined && isUnit(factor.exponent));
  const terms = termsOf((exponential && exponentOf(exponential)) ?? sum());
  const shift = terms.filter((part) => !dependsOn(part, term.over));
  if (exponential === undefined || shift.length === 0 || shift.length === terms.length) return undefined;
  const kept = factorOf(call("exp", sum(...terms.filter((part) => dependsOn(part, term.over)))));
  const body = termOf({ coefficient, factors: factors.map((factor) => (factor === exponential ? kept : factor)) });
  return { shift: sum(...shift), rest: reduce("sum", term.over, body) };
};

/** A product with all its exponentials as one. */
const withOneExponential = (term: Term): Term | undefined => {
  const { coefficient, factors } = monomialOf(term);
  const shifted = factors.map((factor) => ({
    factor,
    split: isWhole(factor.exponent) ? unshifted(factor.base) : undefined,
  }));
  const exponents = shifted.flatMap(({ factor, split }) =>
    scaledBy(split?.shift ?? exponentOf(factor), factor.exponent),
  );
  const others = shifted
    .filter(({ factor, split }) => split !== undefined || exponentOf(factor) === undefined)
    .map(({ factor, split }) => (split === undefined ? factor : factorOf(split.rest, factor.exponent)));
  const before = factors.flatMap((factor) => exponentOf(factor) ?? []);
  const exponent = collectedSum(exponents);
  // Two exponentials as one are no shorter to read, unless their exponents are shorter together.
  const isShorter =
    shifted.some(({ split }) => split !== undefined) ||
    before.reduce((cost, next) => cost + costOf(next), 0) > costOf(exponent);
  if (exponents.length === 0 || !isShorter) return undefined;
  const exponential =
    exponent.kind === "number" && exponent.value.numerator === 0 ? one : monomialOf(call("exp", exponent));
  return termOf(multiplied(multiplied({ coefficient, factors: [] }, exponential), asMonomial(others)));
};

/** A product with a sum, multiplied out, where exponentials on both sides may cancel. */
const distributed = (term: Term): Term | undefined => {
  const { coefficient, factors } = monomialOf(term);
  const place = factors.findIndex(({ base, exponent }) => base.kind === "sum" && isUnit(exponent));
  const inner = factors[place]?.base;
  if (inner === undefined || !factors.some((factor) => exponentOf(factor) !== undefined)) return undefined;
  const outside = { coefficient, factors: factors.toSpliced(place, 1) };
  return collectedSum(
    termsOf(inner).map((part) => {
      const whole = termOf(multiplied(outside, monomialOf(part)));
      return withOneExponential(whole) ?? whole;
    }),
  );
};

/** The sums with the shift of one logarithm taken out: `K log Σ exp(u + v) = K v + K log Σ exp(u)`. */
const withoutShifts = (terms: readonly Term[]): readonly Term[] =>
  terms.flatMap((term, place) => {
    const { coefficient, factors } = monomialOf(term);
    for (const [at, { base, exponent }] of factors.entries()) {
      const inner = base.kind === "call" && base.name === "log" && isUnit(exponent) ? base.args[0] : undefined;
      const split = inner && unshifted(inner);
      if (split === undefined) continue;
      const times = (next: Term): Term =>
        termOf(multiplied({ coefficient, factors: factors.toSpliced(at, 1) }, monomialOf(next)));
      const taken = [times(call("log", split.rest)), ...termsOf(split.shift).map(times)];
      return [collectedSum([...terms.slice(0, place), ...taken, ...terms.slice(place + 1)])];
    }
    return [];
  });

/** Exponentials that cancel, and shifts that do: those which keep softmax from overflowing are no part of its formula. */
export const exponentials: readonly Rule[] = [
  {
    name: "exponents",
    law: "exp(u + v)/Σⱼ exp(uⱼ + v) = exp(u)/Σⱼ exp(uⱼ); exp(a) exp(b) = exp(a + b), where that is shorter",
    apply: (term) =>
      term.kind === "product" || term.kind === "power"
        ? cheaper(term, [withOneExponential(term), distributed(term)])
        : undefined,
  },
  {
    name: "log-shift",
    law: "log Σⱼ exp(uⱼ − v) + v = log Σⱼ exp(uⱼ)",
    apply: (term) => (term.kind === "sum" ? cheaper(term, withoutShifts(term.terms)) : undefined),
  },
];
