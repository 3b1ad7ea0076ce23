import { type Index, product, reduce } from "../term/term.js";
import { contracted, type Item, linear } from "./contraction.js";
import { showItems } from "./elementwise.js";
import type { Factor, ShowTerm } from "./factor.js";
import { idsIn, type Layout, remembered } from "./layout.js";
import { bind, type Scope } from "./letters.js";
import { isLeading, openIn } from "./place.js";
import { plainest, type Shown, shown } from "./shown.js";

/** A sum over the first axis as a sum of rows: `Σᵢ δᵢ`. */
const rowSum = (
  show: ShowTerm,
  factors: readonly Factor[],
  over: readonly Index[],
  index: Index,
  wanted: Layout,
  scope: Scope,
): Shown | undefined => {
  const inner = bind(scope, [index]);
  const letter = inner.letters.get(index.id) ?? "";
  const rest = over.filter(({ id }) => id !== index.id);
  const row = reduce("sum", rest, product(...factors.map(({ term }) => term)));
  if (openIn(row, inner).length === 0 && rest.length === 0) return undefined;
  const value = show(row, wanted, inner);
  if (value === undefined) return undefined;
  const { formula, layout, isRow } = value;
  const isSum = formula.kind === "reduce" && formula.by === "sum" && formula.letters.length > 0;
  return isSum
    ? shown({ ...formula, letters: [letter, ...formula.letters] }, layout, isRow)
    : shown({ kind: "reduce", by: "sum", letters: [letter], of: formula }, layout, isRow);
};

/** The sum over indices of a product of factors that these indices connect. */
const summed = (show: ShowTerm, factors: readonly Factor[], over: readonly Index[], scope: Scope): Item => {
  const items = factors.map(({ item }) => item);
  const summedIds = over.map(({ id }) => id);
  const ids = [...new Set(items.flatMap((item) => item.ids))].filter((id) => !summedIds.includes(id));
  const contraction = remembered((batch) => contracted({ showItems, batch: idsIn(batch) }, items, summedIds)?.[0]);
  const rows = over.filter(({ id }) => factors.every(({ term }) => isLeading(term, id, scope)));
  return linear(ids, (wanted) => {
    const batch = wanted.slice(0, -2);
    return plainest([
      contraction(batch)?.show(wanted),
      ...rows.map((index) => rowSum(show, factors, over, index, wanted, scope)),
    ]);
  });
};

interface Component {
  readonly factors: readonly Factor[];
  readonly over: readonly Index[];
}

/** Factors that summed indices connect belong together. */
const components = (factors: readonly Factor[], over: readonly Index[]): readonly Component[] =>
  over.reduce<readonly Component[]>(
    (parts, index) => {
      const isIts = (part: Component): boolean => part.factors.some(({ item }) => item.ids.includes(index.id));
      const its = parts.filter(isIts);
      const one = { factors: its.flatMap((part) => part.factors), over: [...its.flatMap((part) => part.over), index] };
      const first = parts.findIndex(isIts);
      return parts.flatMap((part, place) => (place === first ? [one] : isIts(part) ? [] : [part]));
    },
    factors.map((factor) => ({ factors: [factor], over: [] })),
  );

/** A product of factors summed over indices, as items: those that no sum connects stay apart. */
export const summedItems = (
  show: ShowTerm,
  factors: readonly Factor[],
  over: readonly Index[],
  scope: Scope,
): readonly Item[] =>
  components(factors, over).flatMap((part) =>
    part.over.length === 0 ? part.factors.map(({ item }) => item) : [summed(show, part.factors, part.over, scope)],
  );
