import { choice, type Index, number, position, product, reduce, type Term, truth } from "../term/term.js";
import { freeIndices, parts } from "../term/walk.js";

type Reduce = Extract<Term, { kind: "reduce" }>;

/** How far an index could run by the axes at which it stands, and by what it is said to be less than. */
const limit = (term: Term, id: number): number => {
  const isIt = (part: Term): boolean => part.kind === "index" && part.index.id === id;
  const inside = Math.min(...parts(term).map((part) => limit(part, id)));
  if (term.kind === "element")
    return Math.min(inside, ...term.of.shape.filter((_, axis) => term.at[axis] !== undefined && isIt(term.at[axis])));
  const isBound = term.kind === "truth" && term.relation === "<" && isIt(term.left) && term.right.kind === "number";
  return isBound && term.right.kind === "number" ? Math.min(inside, term.right.value.numerator) : inside;
};

/**
 * The same values over letters of which it can be seen how far they run: as far as the axes at which they stand, and conditions such as
 * `[k < 2]`, allow. Sums over indices that do not occur are multiples.
 */
export const withRanges = (term: Reduce): Term => {
  const { by, over, body } = term;
  if (by === "argmax") return term;
  const occurring = freeIndices(body);
  const count = over.filter(({ id }) => !occurring.has(id)).reduce((n, { size }) => n * size, 1);
  const used = over.filter(({ id }) => occurring.has(id));
  const open = used.filter(({ id, size }) => limit(body, id) > size);
  if (used.length === over.length && open.length === 0) return term;
  const isInside = ({ id, size }: Index): Term => truth("<", position({ id, size }), number(size));
  const inside = open.map(isInside);
  if (by === "sum") return product(number(count), reduce(by, used, product(...inside, body)));
  const nothing = number(by === "max" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
  return reduce(by, used, inside.length === 0 ? body : choice(product(...inside), body, nothing));
};
