import { negative, reduce, type Term } from "../term/term.js";
import { indicesIn, mapParts, parts } from "../term/walk.js";
import { canonicalKey, freeIn } from "./canonical.js";
import { termsOf } from "./collect.js";
import { monomialOf, negated, opposite, termOf } from "./monomial.js";
import { collected, sumOf } from "./polynomial.js";
import { remembered } from "./remembered.js";

/** Text that is equal for terms which differ at most in the names of indices, free ones too: `yᵢ − aᵢ` is `yₖ − aₖ`. */
const pattern = (term: Term): string => {
  const free = freeIn(term);
  const indices = new Map(indicesIn(term).map((index) => [index.id, index]));
  return canonicalKey(
    reduce(
      "sum",
      [...indices.values()].filter(({ id }) => free.has(id)),
      term,
    ),
  );
};

const sumsIn = (term: Term): readonly Term[] => [
  ...(term.kind === "sum" ? [term] : []),
  ...parts(term).flatMap(sumsIn),
];

/** The patterns of all sums in terms. */
const patternsIn = remembered(
  (terms: readonly Term[]): ReadonlySet<string> => new Set(terms.flatMap(sumsIn).map(pattern)),
);

/** A sign that came into a Σ comes out of it. */
const withSignOutside = (term: Extract<Term, { kind: "reduce" }>): Term => {
  const { coefficient, factors } = monomialOf(term.body);
  return coefficient.numerator < 0
    ? negative({ ...term, body: termOf({ coefficient: opposite(coefficient), factors }) })
    : term;
};

/** The term with every sum that is the opposite of a known one written as minus that one. */
export const oriented = (term: Term, known: readonly Term[]): Term => {
  const keys = patternsIn(known);
  if (keys.size === 0) return term;
  const done = new Map<Term, Term>();
  const visit = (part: Term): Term => {
    const result = done.get(part) ?? turn(mapParts(part, visit));
    done.set(part, result);
    return result;
  };
  const turn = (part: Term): Term => {
    if (part.kind === "product" || part.kind === "power") return termOf(monomialOf(part));
    if (part.kind === "reduce" && part.by === "sum") return withSignOutside(part);
    if (part.kind !== "sum") return part;
    const flat = sumOf(collected(termsOf(part).map(monomialOf)));
    const turned = negated(flat);
    return flat.kind === "sum" && !keys.has(pattern(flat)) && keys.has(pattern(turned)) ? negative(turned) : flat;
  };
  return visit(term);
};
