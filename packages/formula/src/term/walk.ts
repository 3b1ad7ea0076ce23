import { type Index, product, sum, type Term } from "./term.js";

/** The parts of a term, in order. */
export const parts = (term: Term): readonly Term[] => {
  switch (term.kind) {
    case "number":
    case "index":
      return [];
    case "element":
      return term.at;
    case "sum":
      return term.terms;
    case "product":
      return term.factors;
    case "power":
      return [term.base, term.exponent];
    case "call":
      return term.args;
    case "reduce":
      return [term.body];
    case "truth":
      return [term.left, term.right];
    case "choice":
      return [term.condition, term.yes, term.no];
  }
};

/** The same term with each of its parts replaced; the term itself where none is. */
export const mapParts = (term: Term, f: (part: Term) => Term): Term => {
  const before = parts(term);
  const after = before.map(f);
  if (after.every((part, place) => part === before[place])) return term;
  const [a = term, b = term, c = term] = after;
  switch (term.kind) {
    case "number":
    case "index":
      return term;
    case "element":
      return { ...term, at: after };
    case "sum":
      return sum(...after);
    case "product":
      return product(...after);
    case "power":
      return { ...term, base: a, exponent: b };
    case "call":
      return { ...term, args: after };
    case "reduce":
      return { ...term, body: a };
    case "truth":
      return { ...term, left: a, right: b };
    case "choice":
      return { ...term, condition: a, yes: b, no: c };
  }
};

/** Every index in a term, as often as it occurs. */
export const indicesIn = (term: Term): readonly Index[] =>
  term.kind === "index" ? [term.index] : parts(term).flatMap(indicesIn);

/** The indices that a term depends on. */
export const freeIndices = (term: Term): ReadonlySet<number> => {
  const free = new Set(parts(term).flatMap((part) => [...freeIndices(part)]));
  if (term.kind === "index") free.add(term.index.id);
  if (term.kind === "reduce") for (const { id } of term.over) free.delete(id);
  return free;
};

/** The largest number of any index in a term, bound or not; −1 where there is none. */
export const largestId = (term: Term): number => {
  const bound = term.kind === "reduce" ? term.over.map(({ id }) => id) : [];
  const own = term.kind === "index" ? [term.index.id] : bound;
  return Math.max(-1, ...own, ...parts(term).map(largestId));
};

/** A new index of the given size for each, that occurs in none of the terms. */
export const freshIndices = (sizes: readonly number[], ...avoiding: readonly Term[]): readonly Index[] => {
  const first = 1 + Math.max(-1, ...avoiding.map(largestId));
  return sizes.map((size, place) => ({ id: first + place, size }));
};

/** The term with terms in place of indices, by the numbers of those. Bound indices that a replacement contains are renamed first. */
export const substitute = (term: Term, replacements: ReadonlyMap<number, Term>): Term => {
  if (replacements.size === 0) return term;
  if (term.kind === "index") return replacements.get(term.index.id) ?? term;
  if (term.kind !== "reduce") return mapParts(term, (part) => substitute(part, replacements));
  const bound = new Set(term.over.map(({ id }) => id));
  const relevant = [...replacements].filter(([id]) => !bound.has(id));
  const inserted = new Set(relevant.flatMap(([, replacement]) => [...freeIndices(replacement)]));
  if (!term.over.some(({ id }) => inserted.has(id)))
    return mapParts(term, (part) => substitute(part, new Map(relevant)));
  const { over, body } = renamed(term, ...relevant.map(([, replacement]) => replacement));
  return { ...term, over, body: substitute(body, new Map(relevant)) };
};

/** The same reduction with bound indices that occur neither in it nor in the other terms. */
export const renamed = (
  { over, body }: Extract<Term, { kind: "reduce" }>,
  ...avoiding: readonly Term[]
): { readonly over: readonly Index[]; readonly body: Term } => {
  const all: readonly Term[] = [body, ...over.map((index): Term => ({ kind: "index", index })), ...avoiding];
  const first = 1 + Math.max(-1, ...all.map(largestId));
  const fresh = over.map((index, place): Index => ({ ...index, id: first + place }));
  const letters = over.map(({ id }, place): readonly [number, Term] => {
    const index = fresh[place];
    return [id, index === undefined ? body : { kind: "index", index }];
  });
  return { over: fresh, body: substitute(body, new Map(letters)) };
};

/** The same term with every bound index bound once, by numbers from `first` on: sums can then be merged without a look at their letters. */
export const withDistinctIndices = (term: Term, first: number): Term => {
  let next = first;
  const visit = (part: Term, letters: ReadonlyMap<number, Index>): Term => {
    if (part.kind === "index") {
      const index = letters.get(part.index.id);
      return index === undefined ? part : { kind: "index", index };
    }
    if (part.kind !== "reduce") return mapParts(part, (inner) => visit(inner, letters));
    const over = part.over.map((index): Index => ({ ...index, id: next++ }));
    const inside = new Map([
      ...letters,
      ...part.over.map(({ id }, place) => [id, over[place] ?? { id, size: 0 }] as const),
    ]);
    return { ...part, over, body: visit(part.body, inside) };
  };
  return visit(term, new Map());
};
