import { choice, type Index, number, numberIn, position, product, reduce, type Term, truth } from "../term/term.js";
import { freeIndices, parts } from "../term/walk.js";

type Reduce = Extract<Term, { kind: "reduce" }>;

const isIndex = (term: Term | undefined, id: number): boolean => term?.kind === "index" && term.index.id === id;

/** Whether a term depends on an index other than through elements at it: `k < 3` does, `xₖ > 0` does not. */
const compares = (term: Term, id: number): boolean =>
  isIndex(term, id) ||
  parts(term).some((part) => !(term.kind === "element" && isIndex(part, id)) && compares(part, id));

/** How far an index could run by the axes at which it stands; a place under a condition on the index says nothing. */
const limitByAxes = (term: Term, id: number): number => {
  if (term.kind === "choice" && compares(term.condition, id)) return limitByAxes(term.condition, id);
  const inside = parts(term).map((part) => limitByAxes(part, id));
  const own = term.kind === "element" ? term.of.shape.filter((_, axis) => isIndex(term.at[axis], id)) : [];
  return Math.min(...inside, ...own);
};

/** What an index is said to be less than by a condition, or by conditions that are factors. */
const limitByFactors = (term: Term, id: number): number => {
  if (term.kind === "product") return Math.min(...term.factors.map((factor) => limitByFactors(factor, id)));
  if (term.kind === "reduce") return limitByFactors(term.body, id);
  const isBound = term.kind === "truth" && term.relation === "<" && isIndex(term.left, id);
  return isBound && term.right.kind === "number" ? term.right.value.numerator : Number.POSITIVE_INFINITY;
};

/** What an index is said to be less than by cases that are infinite elsewhere. */
const limitByCases = (term: Term, id: number): number => {
  if (term.kind === "reduce") return limitByCases(term.body, id);
  if (term.kind !== "choice" || Math.abs(numberIn(term.no) ?? 0) !== Number.POSITIVE_INFINITY)
    return Number.POSITIVE_INFINITY;
  return Math.min(limitByFactors(term.condition, id), limitByCases(term.yes, id));
};

/** How far an index runs by what a formula shows of it: what is 0 elsewhere ends a sum, what is infinite a maximum or minimum. */
const limit = ({ by, body }: Reduce, id: number): number =>
  Math.min(limitByAxes(body, id), by === "sum" ? limitByFactors(body, id) : limitByCases(body, id));

/**
 * The same values over letters of which it can be seen how far they run: as far as the axes at which they stand, and conditions such as
 * `[k < 2]`, allow. Sums over indices that do not occur are multiples.
 */
export const withRanges = (term: Reduce): Term => {
  const { by, over, body } = term;
  const occurring = freeIndices(body);
  const count = over.filter(({ id }) => !occurring.has(id)).reduce((n, { size }) => n * size, 1);
  const used = over.filter(({ id }) => occurring.has(id));
  const open = used.filter(({ id, size }) => limit(term, id) > size);
  if (used.length === over.length && open.length === 0) return term;
  const isInside = ({ id, size }: Index): Term => truth("<", position({ id, size }), number(size));
  const inside = open.map(isInside);
  if (by === "sum") return product(number(count), reduce(by, used, product(...inside, body)));
  if (by === "argmax" && used.length === 0) return number(0);
  const nothing = number(by === "min" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY);
  return reduce(by, used, inside.length === 0 ? body : choice(product(...inside), body, nothing));
};
