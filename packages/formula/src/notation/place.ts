import type { Term } from "../term/term.js";
import { freeIndices, parts } from "../term/walk.js";
import { numberOf } from "./arrange.js";
import type { Formula } from "./formula.js";
import type { Axis, Layout } from "./layout.js";
import type { Scope } from "./letters.js";
import { type Shown, shown } from "./shown.js";

type Element = Extract<Term, { kind: "element" }>;

/** The variable, or the part of it at leading subscripts, of which a term is any element; undefined where it is none. */
export const placed = ({ of, at }: Element, { letters }: Scope): Shown | undefined => {
  const fixed = at.map((position, axis): Formula | undefined => {
    const isWhole = position.kind === "index" && position.index.size === of.shape[axis];
    const letter = isWhole ? letters.get(position.index.id) : undefined;
    if (letter !== undefined) return { kind: "letter", letter };
    return position.kind === "number" ? numberOf(position.value) : undefined;
  });
  const count = 1 + fixed.findLastIndex((formula, axis) => formula !== undefined && of.shape[axis] !== 1);
  const subscripts = fixed.slice(0, count).filter((formula) => formula !== undefined);
  const layout = at.slice(count).map((position, axis): Axis | undefined => {
    const size = of.shape[count + axis];
    if (size === 1) return null;
    return position.kind === "index" && position.index.size === size ? position.index.id : undefined;
  });
  const known = layout.filter((axis) => axis !== undefined);
  if (subscripts.length < count || known.length < layout.length) return undefined;
  return shown({ kind: "symbol", of, subscripts }, known);
};

/** The layouts of the variables in a term. */
export const layoutsIn = (term: Term, scope: Scope): readonly Layout[] => {
  const own = term.kind === "element" ? placed(term, scope) : undefined;
  return own === undefined ? parts(term).flatMap((part) => layoutsIn(part, scope)) : [own.layout];
};

/** The indices that vary where a term stands: those without a letter. */
export const openIn = (term: Term, { letters }: Scope): readonly number[] =>
  [...freeIndices(term)].filter((id) => !letters.has(id));

/** Whether an index stands only at axes before which no index varies: those of rows. */
export const isLeading = (term: Term, id: number, scope: Scope): boolean => {
  if (term.kind === "index") return term.index.id !== id;
  if (term.kind !== "element") return parts(term).every((part) => isLeading(part, id, scope));
  const place = term.at.findIndex((position) => freeIndices(position).has(id));
  return term.at.slice(0, Math.max(place, 0)).every((position) => openIn(position, scope).length === 0);
};
