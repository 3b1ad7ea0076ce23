import { isEqual } from "../term/rational.js";
import { numberIn, product, sum, type Term } from "../term/term.js";
import { parts } from "../term/walk.js";
import { isEquivalent } from "./canonical.js";
import { isOnAxis } from "./integer.js";
import { type Factor, type Monomial, monomialOf, one, termOf } from "./monomial.js";
import type { Rule } from "./rule.js";
import { isTruth, negation } from "./truth.js";

type Choice = Extract<Term, { kind: "choice" }>;

const variablesIn = (term: Term): ReadonlySet<string> =>
  new Set([
    ...(term.kind === "element" ? [term.of.name] : []),
    ...parts(term).flatMap((part) => [...variablesIn(part)]),
  ]);

/** Whether a term may be 0 at more than single points. */
const isOftenNought = (term: Term): boolean =>
  numberIn(term) === 0 ||
  ["truth", "choice"].includes(term.kind) ||
  (term.kind === "call" && ["relu", "sign"].includes(term.name)) ||
  (term.kind === "element" && term.of.isOneHot) ||
  (term.kind !== "element" && parts(term).some(isOftenNought));

/** Whether a term depends on an index other than through elements at it: as a condition, it selects elements. */
const selects = (term: Term): boolean =>
  term.kind === "index" || (term.kind !== "element" && parts(term).some(selects));

/**
 * Whether a term has a value everywhere, but where a divisor is 0 at single points of which the condition does not tell. A root or a
 * logarithm has none where the condition may fail, if it names the same variables or selects elements.
 */
const isTotalBeside = (condition: Term, term: Term): boolean => {
  const guarding = variablesIn(condition);
  const isSelecting = selects(condition);
  const isTotal = (part: Term): boolean => {
    const isGuarded = [...variablesIn(part)].some((name) => guarding.has(name));
    if (part.kind === "element" && !part.at.every((position, axis) => isOnAxis(position, part.of.shape[axis] ?? 0)))
      return false;
    if (part.kind === "power") {
      const exponent = numberIn(part.exponent);
      const isWhole = exponent !== undefined && Number.isInteger(exponent);
      if (!isWhole && isSelecting) return false;
      if (!(isWhole && exponent > 0) && (isGuarded || isOftenNought(part.base))) return false;
    }
    if (part.kind === "call" && part.name === "log" && (isGuarded || isSelecting)) return false;
    return parts(part).every(isTotal);
  };
  return isTotal(term);
};

const gated = ({ condition, yes, no }: Choice): Term | undefined => {
  if (!isTruth(condition)) return undefined;
  if (numberIn(no) === 0) return isTotalBeside(condition, yes) ? product(condition, yes) : undefined;
  if (numberIn(yes) !== 0 || condition.kind !== "truth") return undefined;
  return isTotalBeside(condition, no) ? product(negation(condition), no) : undefined;
};

const known = ({ condition, yes, no }: Choice): Term | undefined => {
  const isSame = (branch: Term): branch is Choice =>
    branch.kind === "choice" && isEquivalent(branch.condition, condition);
  const [first, second] = [isSame(yes) ? yes.yes : yes, isSame(no) ? no.no : no];
  return first === yes && second === no ? undefined : { kind: "choice", condition, yes: first, no: second };
};

const onChoice =
  (apply: (term: Choice) => Term | undefined) =>
  (term: Term): Term | undefined =>
    term.kind === "choice" ? apply(term) : undefined;

/** What two products share, and what is left of them. */
const withoutShared = (
  a: Monomial,
  b: Monomial,
): { readonly outside: Monomial; readonly insides: readonly Monomial[] } => {
  const isIn = (factors: readonly Factor[], factor: Factor): boolean =>
    factors.some(({ key, exponent }) => key === factor.key && isEqual(exponent, factor.exponent));
  const shared = a.factors.filter((factor) => isIn(b.factors, factor));
  const insides = [a, b].map(({ coefficient, factors }) => ({
    coefficient,
    factors: factors.filter((factor) => !isIn(shared, factor)),
  }));
  return { outside: { ...one, factors: shared }, insides };
};

/** `[c] a + [not c] b`. */
const complementary = (terms: readonly Term[]): Term | undefined => {
  const gates = terms.map((term) => {
    const monomial = monomialOf(term);
    const place = monomial.factors.findIndex(({ base }) => base.kind === "truth");
    const condition = monomial.factors[place]?.base;
    const rest: Monomial = { ...monomial, factors: monomial.factors.toSpliced(place, 1) };
    return condition?.kind === "truth" ? { condition, rest } : undefined;
  });
  for (const [i, yes] of gates.entries())
    for (const [j, no] of gates.entries()) {
      if (i >= j || yes === undefined || no === undefined) continue;
      if (!isEquivalent(negation(yes.condition), no.condition)) continue;
      const { outside, insides } = withoutShared(yes.rest, no.rest);
      const [left = termOf(yes.rest), right = termOf(no.rest)] = insides.map(termOf);
      const both: Term = { kind: "choice", condition: yes.condition, yes: left, no: right };
      return sum(...terms.with(i, product(termOf(outside), both)).toSpliced(j, 1));
    }
  return undefined;
};

/** Cases. */
export const choices: readonly Rule[] = [
  {
    name: "decided-choice",
    law: "(x if n else y) = x for a number n ≠ 0, y for n = 0",
    apply: onChoice(({ condition, yes, no }) => {
      const value = numberIn(condition);
      if (value === undefined) return undefined;
      return value === 0 ? no : yes;
    }),
  },
  {
    name: "equal-branches",
    law: "(x if c else x) = x",
    apply: onChoice(({ yes, no }) => (isEquivalent(yes, no) ? yes : undefined)),
  },
  {
    name: "choice-of-choice",
    law: "((x if c else y) if c else z) = (x if c else z)",
    apply: onChoice(known),
  },
  {
    name: "turned-choice",
    law: "(x if [[c] = 0] else y) = (y if [c] else x)",
    apply: onChoice(({ condition, yes, no }) => {
      if (condition.kind !== "truth" || condition.relation !== "=") return undefined;
      const isTurned = numberIn(condition.right) === 0 && isTruth(condition.left);
      return isTurned ? { kind: "choice", condition: condition.left, yes: no, no: yes } : undefined;
    }),
  },
  {
    name: "gate",
    law: "(x if [c] else 0) = [c] x, where x has a value everywhere; (0 if [a < b] else x) = [a ≥ b] x",
    apply: onChoice(gated),
  },
  {
    name: "complementary-truths",
    law: "[c] x + [not c] y = (x if c else y)",
    apply: (term) => (term.kind === "sum" ? complementary(term.terms) : undefined),
  },
];
