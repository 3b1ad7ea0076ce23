import { position, type Term } from "../term/term.js";
import { type Group, grouped, type Item, joined, linear } from "./contraction.js";
import { multiplied, showItems } from "./elementwise.js";
import { factorsIn, type ShowTerm } from "./factor.js";
import { type Axis, idsIn, type Layout } from "./layout.js";
import type { Scope } from "./letters.js";
import { plainest, type Shown } from "./shown.js";
import { spread } from "./spread.js";
import { summedItems } from "./sums.js";

/** A product, or a sum of products over indices. */
export const inProducts = (show: ShowTerm, term: Term, wanted: Layout, scope: Scope): Shown | undefined => {
  const parts = spread(term, ...[...idsIn(wanted), ...scope.letters.keys()].map((id) => position({ id, size: 1 })));
  const items = summedItems(show, factorsIn(show, parts, scope), parts.over, scope);
  const batch = idsIn(wanted.slice(0, -2));
  const [row = null, column = null] = wanted.slice(-2);
  const groups = grouped(items.filter(({ ids }) => ids.length > 0));
  const along = (...core: readonly Axis[]) =>
    groups.find(({ ids }) => {
      const own = ids.filter((id) => !batch.includes(id));
      return own.length === core.length && core.every((id) => id !== null && own.includes(id));
    });
  const [rows, columns] = wanted.length < 2 ? [] : [along(row), along(column)];
  const withoutThese = (...taken: readonly (Group | undefined)[]): readonly Item[] =>
    items.filter((item) => !taken.some((group) => group?.items.includes(item)));

  const asItIs = [items, rows && [...withoutThese(rows), linear(rows.ids, showItems(rows.items))]];
  const outer = rows && columns && joined({ showItems, batch }, rows, columns, null);
  // A column beside a row is an outer product, unless a matrix stands there too.
  const isOuter = outer !== undefined && along(row, column) === undefined;
  const ways = [outer && [outer, ...withoutThese(rows, columns)], ...(isOuter ? [] : asItIs)];
  return plainest(ways.map((way) => way && multiplied(parts.coefficient, way)(wanted)));
};
