import type { Index, Term } from "../term/term.js";
import { parts } from "../term/walk.js";
import { remembered } from "./remembered.js";

/** The indices that a term depends on. */
export const freeIn: (term: Term) => ReadonlySet<number> = remembered((term: Term) => {
  const free = new Set(parts(term).flatMap((part) => [...freeIn(part)]));
  if (term.kind === "index") free.add(term.index.id);
  if (term.kind === "reduce") for (const { id } of term.over) free.delete(id);
  return free;
});

/** Whether a term depends on one of the indices. */
export const dependsOn = (term: Term, indices: readonly Index[]): boolean => {
  const free = freeIn(term);
  return indices.some(({ id }) => free.has(id));
};

type Levels = ReadonlyMap<number, number>;

const permutations = <A>(items: readonly A[]): readonly (readonly A[])[] =>
  items.length < 2
    ? [items]
    : items.flatMap((item, place) => permutations(items.toSpliced(place, 1)).map((rest) => [item, ...rest]));

/** The order of three indices of one sum is tried in every way; that of more is taken as it is. */
const orders = (over: readonly Index[]): readonly (readonly Index[])[] =>
  over.length > 3 ? [over] : permutations(over);

const keyIn = (term: Term, levels: Levels): string => {
  const key = (part: Term): string => {
    const free = freeIn(part);
    return [...levels.keys()].some((id) => free.has(id)) ? keyIn(part, levels) : canonicalKey(part);
  };
  const ordered = (terms: readonly Term[]): string => terms.map(key).join();
  const unordered = (terms: readonly Term[]): string => terms.map(key).toSorted().join();
  switch (term.kind) {
    case "number":
      return `${term.value.numerator}/${term.value.denominator}`;
    case "index": {
      const level = levels.get(term.index.id);
      return level === undefined ? `i${term.index.id}:${term.index.size}` : `b${level}`;
    }
    case "element":
      return `${term.of.kind === "adjoint" ? "∂" : ""}${JSON.stringify(term.of.name)}[${ordered(term.at)}]`;
    case "sum":
      return `(+ ${unordered(term.terms)})`;
    case "product":
      return `(* ${unordered(term.factors)})`;
    case "power":
      return `(^ ${ordered([term.base, term.exponent])})`;
    case "call":
      return `(${term.name} ${term.name === "maximum" || term.name === "minimum" ? unordered(term.args) : ordered(term.args)})`;
    case "reduce": {
      const keys = orders(term.over).map((over) => {
        const top = Math.max(0, ...levels.values());
        const inside = new Map([...levels, ...over.map(({ id }, place) => [id, top + place + 1] as const)]);
        return `(${term.by}:${over.map(({ size }) => size).join()} ${keyIn(term.body, inside)})`;
      });
      return keys.toSorted()[0] ?? "";
    }
    case "truth": {
      if (term.relation === "=" || term.relation === "≠")
        return `(${term.relation} ${unordered([term.left, term.right])})`;
      if (term.relation === ">") return `(< ${ordered([term.right, term.left])})`;
      return term.relation === "≥"
        ? `(≤ ${ordered([term.right, term.left])})`
        : `(${term.relation} ${ordered([term.left, term.right])})`;
    }
    case "choice":
      return `(? ${ordered([term.condition, term.yes, term.no])})`;
  }
};

/** Text that is equal for terms which differ at most in the names of bound indices and in the order of terms, factors and equal sides. */
export const canonicalKey: (term: Term) => string = remembered((term: Term) => keyIn(term, new Map()));

export const isEquivalent = (a: Term, b: Term): boolean => a === b || canonicalKey(a) === canonicalKey(b);
