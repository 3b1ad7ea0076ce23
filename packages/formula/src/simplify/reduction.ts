import { element, type Index, number, position, product, reduce, sum, type Term, zero } from "../term/term.js";
import { freshIndices, parts, renamed, substitute } from "../term/walk.js";
import { dependsOn, freeIn } from "./canonical.js";
import { monomialOf, termOf } from "./monomial.js";
import type { Rule } from "./rule.js";

export type Reduced = Extract<Term, { kind: "reduce" }>;

export const onReduce =
  (apply: (term: Reduced) => Term | undefined) =>
  (term: Term): Term | undefined =>
    term.kind === "reduce" ? apply(term) : undefined;

export const onSum = (apply: (term: Reduced) => Term | undefined): ((term: Term) => Term | undefined) =>
  onReduce((term) => (term.by === "sum" ? apply(term) : undefined));

const constantFactor = ({ over, body }: Reduced): Term | undefined => {
  const { coefficient, factors } = monomialOf(body);
  const isInside = ({ base, exponent }: (typeof factors)[number]): boolean =>
    dependsOn(base, over) && exponent.numerator !== 0;
  const inside = termOf({ coefficient: { numerator: 1, denominator: 1 }, factors: factors.filter(isInside) });
  const outside = termOf({ coefficient, factors: factors.filter((factor) => !isInside(factor)) });
  return outside.kind === "number" && outside.value.numerator === 1 && outside.value.denominator === 1
    ? undefined
    : product(outside, reduce("sum", over, inside));
};

/** How many values an index has: by name, where that has one. */
const lengthOf = ({ size, length }: Index): Term => (length === undefined ? number(size) : element(length, []));

const unusedIndex = ({ by, over, body }: Reduced): Term | undefined => {
  const unused = over.filter((index) => !dependsOn(body, [index]));
  if (unused.length === 0) return undefined;
  if (by === "argmax") return zero;
  const rest = reduce(
    by,
    over.filter((index) => !unused.includes(index)),
    body,
  );
  return by === "sum" ? product(...unused.map(lengthOf), rest) : rest;
};

const singleIndex = ({ by, over, body }: Reduced): Term | undefined => {
  const single = over.filter(({ size }) => size === 1);
  if (single.length === 0) return undefined;
  if (by === "argmax") return zero;
  const at0 = substitute(body, new Map(single.map(({ id }) => [id, zero])));
  return reduce(
    by,
    over.filter((index) => !single.includes(index)),
    at0,
  );
};

const nested = (term: Reduced): Term | undefined => {
  const { by, over, body } = term;
  if (body.kind !== "reduce" || body.by !== by || by === "argmax") return undefined;
  const taken = new Set(over.map(({ id }) => id));
  const inner = body.over.some(({ id }) => taken.has(id)) ? renamed(body, ...over.map(position)) : body;
  return reduce(by, [...over, ...inner.over], inner.body);
};

/** The numbers by which an index is divided; nothing where it occurs in any other way. */
const divisorsOf = (index: Index, term: Term): readonly number[] | undefined => {
  if (!freeIn(term).has(index.id)) return [];
  if (term.kind === "index") return undefined;
  if (term.kind === "call" && (term.name === "quotient" || term.name === "remainder")) {
    const [a, n] = term.args;
    if (a?.kind === "index" && a.index.id === index.id)
      return n?.kind === "number" && n.value.denominator === 1 ? [n.value.numerator] : undefined;
  }
  const all = parts(term).map((part) => divisorsOf(index, part));
  return all.some((part) => part === undefined) ? undefined : all.flatMap((part) => part ?? []);
};

/** The place in a row of rows as row and column: `k = n i + j`. */
const reshaped = ({ by, over, body }: Reduced): Term | undefined => {
  for (const index of by === "argmax" ? [] : over) {
    const divisors = divisorsOf(index, body) ?? [];
    const n = Math.min(...divisors);
    const isGrid = n > 1 && n < index.size && [...divisors, index.size].every((divisor) => divisor % n === 0);
    if (!isGrid) continue;
    const [row, column] = freshIndices([index.size / n, n], body, ...over.map(position));
    if (row === undefined || column === undefined) continue;
    const place = sum(product(number(n), position(row)), position(column));
    return reduce(
      by,
      over.flatMap((other) => (other === index ? [row, column] : [other])),
      substitute(body, new Map([[index.id, place]])),
    );
  }
  return undefined;
};

/** Sums and extremes over indices. */
export const reductions: readonly Rule[] = [
  {
    name: "empty-sum",
    law: "Σ over no values = 0",
    apply: onSum(({ over }) => (over.some(({ size }) => size === 0) ? zero : undefined)),
  },
  {
    name: "single-index",
    law: "Σᵢ f(i) = f(0) where i has one value; max and min likewise",
    apply: onReduce(singleIndex),
  },
  { name: "unused-index", law: "Σᵢ x = n x and maxᵢ x = x, where x is free of i", apply: onReduce(unusedIndex) },
  { name: "constant-factor", law: "Σᵢ a f(i) = a Σᵢ f(i), where a is free of i", apply: onSum(constantFactor) },
  { name: "nested-sums", law: "Σᵢ Σⱼ f(i, j) = Σᵢⱼ f(i, j); max and min likewise", apply: onReduce(nested) },
  { name: "reshape", law: "Σₖ f(⌊k/n⌋, k mod n) = Σᵢ Σⱼ f(i, j)", apply: onReduce(reshaped) },
];
