import { type Index, position, reduce, sum, type Term } from "../term/term.js";
import { renamed, substitute } from "../term/walk.js";
import { cheaper, costOf } from "./cost.js";
import { deltas } from "./delta.js";
import { shortestSum } from "./fraction.js";
import { constant, likeness, type Monomial, monomialOf, multiplied, termOf } from "./monomial.js";
import { collected, expanded, sumOf } from "./polynomial.js";
import { onSum, type Reduced, reductions } from "./reduction.js";
import type { Rule } from "./rule.js";

const simple = [...reductions, ...deltas];

/** A sum by the rules that take it apart. */
const settled = (term: Term): Term => {
  if (term.kind === "product")
    return termOf(
      term.factors
        .map((factor) => monomialOf(settled(factor)))
        .reduce(multiplied, constant({ numerator: 1, denominator: 1 })),
    );
  for (const { apply } of simple) {
    const next = apply(term);
    if (next !== undefined) return settled(next);
  }
  return term;
};

/** Whether more than a number stands before the Σ of a product. */
const hasOutside = (piece: Term): boolean =>
  piece.kind === "product" && piece.factors.some(({ kind }) => kind !== "reduce" && kind !== "number");

const split = (term: Reduced): Term | undefined => {
  const terms = expanded(term.body);
  if (terms === undefined || terms.length < 2) return undefined;
  const apart = (bodies: readonly Term[]): readonly Term[] =>
    bodies.map((body) => settled(reduce("sum", term.over, body)));
  const asItIs = term.body.kind === "sum" ? apart(term.body.terms) : [];
  if (asItIs.length > 0 && asItIs.every(hasOutside)) return sum(...asItIs);
  return cheaper(term, [sumOf(collected(apart(terms.map(termOf)).map(monomialOf)))]);
};

/** `K Σ f`: what stands outside, and the sum. */
interface Scaled {
  readonly outside: Monomial;
  readonly inner: Reduced;
}

const scaledSum = (term: Term): Scaled | undefined => {
  const { coefficient, factors } = monomialOf(term);
  const place = factors.findIndex(
    ({ base, exponent: { numerator, denominator } }) =>
      base.kind === "reduce" && base.by === "sum" && numerator === 1 && denominator === 1,
  );
  const inner = factors[place]?.base;
  return inner?.kind === "reduce"
    ? { outside: { coefficient, factors: factors.toSpliced(place, 1) }, inner }
    : undefined;
};

const sizes = (over: readonly Index[]): string => over.map(({ size }) => size).join();

/** Two sums over equal axes as one, where their terms have something in common. */
const together = (a: Scaled, b: Scaled): Term | undefined => {
  if (likeness(a.outside) !== likeness(b.outside) || sizes(a.inner.over) !== sizes(b.inner.over)) return undefined;
  const { over, body } = renamed(a.inner, b.inner);
  const letters = new Map(b.inner.over.map(({ id }, place) => [id, over[place]] as const));
  const other = substitute(
    b.inner.body,
    new Map([...letters].flatMap(([id, index]) => (index === undefined ? [] : [[id, position(index)] as const]))),
  );
  const within = ({ coefficient }: Monomial, inside: Term): Term =>
    termOf(multiplied(constant(coefficient), monomialOf(inside)));
  const both = sum(within(a.outside, body), within(b.outside, other));
  const short = shortestSum(both);
  if (short === undefined) return undefined;
  return termOf(
    multiplied({ ...a.outside, coefficient: { numerator: 1, denominator: 1 } }, monomialOf(reduce("sum", over, short))),
  );
};

const join = (terms: readonly Term[]): Term | undefined => {
  const scaled = terms.map(scaledSum);
  for (const [i, a] of scaled.entries())
    for (const [j, b] of scaled.entries()) {
      if (i >= j || a === undefined || b === undefined) continue;
      const joined = together(a, b);
      const next = joined && sum(...terms.with(i, joined).toSpliced(j, 1));
      if (next !== undefined && costOf(next) < costOf(sum(...terms))) return next;
    }
  return undefined;
};

/** Sums of sums, taken apart or put together. */
export const sumsOfSums: readonly Rule[] = [
  {
    name: "split-sum",
    law: "Σᵢ (f(i) + g(i)) = Σᵢ f(i) + Σᵢ g(i), where that is shorter or factors come out of both",
    apply: onSum(split),
  },
  {
    name: "join-sums",
    law: "Σᵢ f(i) + Σᵢ g(i) = Σᵢ (f(i) + g(i)), where the terms have a factor in common",
    apply: (term) => (term.kind === "sum" ? join(term.terms) : undefined),
  },
];
