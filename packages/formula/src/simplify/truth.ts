import { realOf } from "../term/rational.js";
import { numberIn, one, product, type Relation, type Term, truth, zero } from "../term/term.js";
import { isEquivalent } from "./canonical.js";
import { termsOf } from "./collect.js";
import { rangeOf } from "./integer.js";
import { monomialOf, negated } from "./monomial.js";
import { collected, sumOf } from "./polynomial.js";
import type { Rule } from "./rule.js";

type Truth = Extract<Term, { kind: "truth" }>;

// A relation is the set of the orders that it allows.
const [below, equal, above] = [1, 2, 4];
const orders: Readonly<Record<Relation, number>> = {
  "=": equal,
  "≠": below | above,
  "<": below,
  "≤": below | equal,
  ">": above,
  "≥": above | equal,
};
const relations: readonly Relation[] = ["=", "≠", "<", "≤", ">", "≥"];
const relationOf = (allowed: number): Relation | undefined =>
  relations.find((relation) => orders[relation] === allowed);

const orderOf = (difference: number): number => {
  if (difference < 0) return below;
  return difference > 0 ? above : equal;
};

/** 1 where a relation does not hold. */
export const negation = ({ relation, left, right }: Truth): Term =>
  truth(relationOf(below + equal + above - orders[relation]) ?? relation, left, right);

/** Whether a term is 1 or 0 by its form. */
export const isTruth = (term: Term): boolean =>
  term.kind === "truth" || (term.kind === "product" && term.factors.every(isTruth));

/** The orders in which two terms may stand, where their forms tell. */
const possibleOrders = (left: Term, right: Term): number => {
  const gap = sumOf(collected([...termsOf(left), ...termsOf(negated(right))].map(monomialOf)));
  if (gap.kind === "number") return orderOf(realOf(gap.value));
  const range = rangeOf(gap);
  if (range === undefined) return below | equal | above;
  return (
    (range.least < 0 ? below : 0) |
    (range.least <= 0 && range.greatest >= 0 ? equal : 0) |
    (range.greatest > 0 ? above : 0)
  );
};

const decided = ({ relation, left, right }: Truth): Term | undefined => {
  if (isEquivalent(left, right)) return (orders[relation] & equal) !== 0 ? one : zero;
  const [a, b] = [numberIn(left), numberIn(right)];
  const possible = a !== undefined && b !== undefined ? orderOf(a - b) : possibleOrders(left, right);
  if ((possible & orders[relation]) === 0) return zero;
  return (possible & ~orders[relation]) === 0 ? one : undefined;
};

/** The truth that compares another truth with a number is that one, its negation, 0 or 1. */
const unwrapped = ({ relation, left, right }: Truth): Term | undefined => {
  const bound = numberIn(right);
  if (!isTruth(left) || bound === undefined) return undefined;
  const [at0, at1] = [0, 1].map((value) => (orderOf(value - bound) & orders[relation]) !== 0);
  if (at0 === at1) return at0 ? one : zero;
  if (at1) return left;
  return left.kind === "truth" ? negation(left) : undefined;
};

/** The relation of `a` to `b` that a truth states, whichever way round it is written. */
const ordersBetween = (term: Term, a: Term, b: Term): number | undefined => {
  if (term.kind !== "truth") return undefined;
  const allowed = orders[term.relation];
  if (isEquivalent(term.left, a) && isEquivalent(term.right, b)) return allowed;
  if (!isEquivalent(term.left, b) || !isEquivalent(term.right, a)) return undefined;
  return (allowed & equal) | ((allowed & below) !== 0 ? above : 0) | ((allowed & above) !== 0 ? below : 0);
};

const both = (factors: readonly Term[]): Term | undefined => {
  for (const [place, first] of factors.entries()) {
    if (first.kind !== "truth") continue;
    const { left, right } = first;
    const other = factors.findIndex((next, at) => at > place && ordersBetween(next, left, right) !== undefined);
    const second = factors[other];
    if (second === undefined) continue;
    const allowed = orders[first.relation] & (ordersBetween(second, left, right) ?? 0);
    const relation = relationOf(allowed);
    return relation === undefined
      ? zero
      : product(...factors.with(place, truth(relation, left, right)).toSpliced(other, 1));
  }
  return undefined;
};

/** Relations as 1 or 0. */
export const truths: readonly Rule[] = [
  {
    name: "decided-truth",
    law: "[a = a] = 1; [a < b] is 1 or 0 where numbers, or the ranges of whole-number terms, tell which",
    apply: (term) => (term.kind === "truth" ? decided(term) : undefined),
  },
  {
    name: "truth-of-truth",
    law: "[[c] ≠ 0] = [c]; [[a < b] = 0] = [a ≥ b]",
    apply: (term) => (term.kind === "truth" ? unwrapped(term) : undefined),
  },
  {
    name: "turned-truth",
    law: "[n = a] = [a = n], [n ≠ a] = [a ≠ n] for a number n",
    apply: (term) => {
      const isTurned = term.kind === "truth" && numberIn(term.left) !== undefined && numberIn(term.right) === undefined;
      if (!isTurned || (term.relation !== "=" && term.relation !== "≠")) return undefined;
      return truth(term.relation, term.right, term.left);
    },
  },
  {
    name: "both-truths",
    law: "[a ≤ b] [a ≥ b] = [a = b]; [a < b] [a ≥ b] = 0",
    apply: (term) => (term.kind === "product" ? both(term.factors) : undefined),
  },
  {
    name: "cast",
    law: "i32(n) = n for a truth or a position n; u8 likewise, up to 255",
    apply: (term) => {
      const [n] = term.kind === "call" && (term.name === "i32" || term.name === "u8") ? term.args : [];
      const range = n && (isTruth(n) ? { least: 0, greatest: 1 } : rangeOf(n));
      const holds =
        term.kind === "call" && term.name === "u8"
          ? { least: 0, greatest: 255 }
          : { least: -(2 ** 31), greatest: 2 ** 31 - 1 };
      return range !== undefined && range.least >= holds.least && range.greatest <= holds.greatest ? n : undefined;
    },
  },
];
