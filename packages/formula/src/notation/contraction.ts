// Sums of products over indices as products of matrices: the indices that join two factors are summed one after the other.

import { type Axis, idsIn, type Layout, remembered } from "./layout.js";
import { flexibly, productOver, type Show, type Side } from "./multiply.js";
import { plainest, shown } from "./shown.js";

/** A factor, or a divisor, of a product; how it is laid out is open. */
export interface Item {
  /** The indices that it depends on. */
  readonly ids: readonly number[];
  readonly show: Show;
  readonly isDivisor: boolean;
  /** A variable, a sum, a function, or a product of matrices: what `xᵀ y` is said of. */
  readonly isLinear: boolean;
  /** Layouts that variables in it have. */
  readonly layouts: readonly Layout[];
  /** What it is the square of. */
  readonly root: Show | undefined;
}

/** Items that depend on the same indices, multiplied element by element. */
export interface Group {
  readonly ids: readonly number[];
  readonly items: readonly Item[];
}

export interface Rules {
  readonly showItems: (items: readonly Item[]) => Show;
  /** The indices of leading axes that every factor of a product of matrices has. */
  readonly batch: readonly number[];
}

const without = (ids: readonly number[], id: Axis): readonly number[] => ids.filter((other) => other !== id);
const union = (a: readonly number[], b: readonly number[]): readonly number[] => [...new Set([...a, ...b])];
const areSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));

/** Items by what they depend on. */
export const grouped = (items: readonly Item[]): readonly Group[] => {
  const firsts = items.filter((item, place) => items.findIndex(({ ids }) => areSame(ids, item.ids)) === place);
  return firsts.map(({ ids }) => ({ ids, items: items.filter((item) => areSame(ids, item.ids)) }));
};

/** What is multiplied as a matrix or a vector. */
export const linear = (ids: readonly number[], show: Show): Item => ({
  ids,
  show: remembered(flexibly(ids, show)),
  isDivisor: false,
  isLinear: true,
  layouts: [],
  root: undefined,
});

/** The product of two groups over an index, or of a column and a row over none; undefined where the groups are no matrices. */
export const joined = ({ showItems, batch }: Rules, a: Group, b: Group, over: Axis): Item | undefined => {
  const stay = [a, b].map(({ ids }) => without(ids, over).filter((id) => !batch.includes(id)));
  const [[ofA = null] = [], [ofB = null] = []] = stay;
  if (stay.some(({ length }) => length > 1) || (ofA !== null && ofA === ofB)) return undefined;
  const left: Side = { show: showItems(a.items), stays: ofA };
  const right: Side = { show: showItems(b.items), stays: ofB };
  return linear(without(union(a.ids, b.ids), over), (wanted) =>
    plainest([productOver(left, right, over, wanted), productOver(right, left, over, wanted)]),
  );
};

/** A matrix with its rows, or columns, multiplied by the elements of a vector: `diag(d) A`, or `A ⊙ d` where `d` is stretched. */
const scaled = ({ showItems }: Rules, vector: Group, matrix: Group, over: number): Item => {
  const stays = without(matrix.ids, over)[0] ?? null;
  const side: Side = { show: showItems(matrix.items), stays };
  const diagonal: Show = (layout) => {
    const d = showItems(vector.items)([over]);
    return d?.layout.length === 1 ? shown({ kind: "call", name: "diag", args: [d.formula] }, layout) : undefined;
  };
  const square: Side = { show: diagonal, stays: over };
  return linear(matrix.ids, (wanted) =>
    plainest([
      productOver(square, side, over, wanted),
      productOver(side, square, over, wanted),
      showItems([...matrix.items, ...vector.items])(wanted),
    ]),
  );
};

const permutations = (ids: readonly number[]): readonly Layout[] =>
  ids.length < 2 || ids.length > 3
    ? [ids]
    : ids.flatMap((id) => permutations(without(ids, id)).map((rest) => [id, ...rest]));

/** The ways in which a value may be laid out whose elements are all wanted, in whatever order. */
export const layoutsOf = (ids: readonly number[], known: readonly Layout[]): readonly Layout[] => [
  ...known.filter((layout) => areSame(idsIn(layout), ids)),
  ...permutations(ids),
  ...(ids.length === 1 ? [[...ids, null]] : []),
];

/** The sum over all elements: `‖x‖²`, `xᵀ y` or `Σ …`. */
const total = ({ showItems }: Rules, { ids, items }: Group): Item => {
  const layouts = layoutsOf(
    ids,
    items.flatMap((item) => item.layouts),
  );
  const [over = null] = ids;
  const [first, second, ...others] = items;
  const isDot = ids.length === 1 && others.length === 0 && items.every((item) => item.isLinear && !item.isDivisor);
  const sides = [first, second].map((item): Side | undefined => item && { show: item.show, stays: null });
  const dot: Show = (wanted) => {
    const [a, b] = isDot ? sides : [];
    return a && b && plainest([productOver(a, b, over, wanted), productOver(b, a, over, wanted)]);
  };
  const root = second === undefined ? first?.root : undefined;
  return linear([], (wanted) => {
    const norm = plainest(layouts.map((layout) => root?.(layout)));
    const all = plainest(layouts.map(showItems(items)));
    return plainest([
      norm && shown({ kind: "power", base: { kind: "norm", of: norm.formula }, exponent: two }, []),
      dot(wanted),
      all && shown({ kind: "reduce", by: "sum", letters: [], of: all.formula }, []),
    ]);
  });
};

const two = { kind: "number", value: { numerator: 2, denominator: 1 } } as const;

/** One step of the sum: the groups that it takes away, the item that it leaves, and the indices that are summed by it. */
interface Step {
  readonly taken: readonly Group[];
  readonly left: Item;
  readonly summed: readonly number[];
}

const step = (rules: Rules, groups: readonly Group[], over: readonly number[]): Step | undefined => {
  const withId = (id: number): readonly Group[] => groups.filter(({ ids }) => ids.includes(id));
  for (const id of over) {
    const [a, b, ...more] = withId(id);
    if (a === undefined || b === undefined || more.length > 0) continue;
    const left = joined(rules, a, b, id);
    if (left !== undefined) return { taken: [a, b], left, summed: [id] };
  }
  for (const id of over) {
    const factors = withId(id);
    const vector = factors.find(({ ids }) => areSame(ids, [id]));
    const matrix = factors.find(({ ids }) => ids.length === 2);
    if (factors.length !== 3 || vector === undefined || matrix === undefined) continue;
    return { taken: [vector, matrix], left: scaled(rules, vector, matrix, id), summed: [] };
  }
  const whole = groups.find(
    ({ ids }) => ids.length > 0 && ids.every((id) => over.includes(id) && withId(id).length === 1),
  );
  return whole && { taken: [whole], left: total(rules, whole), summed: whole.ids };
};

/** The sum of the product of items over indices, all of which occur in some item; undefined where products of matrices cannot say it. */
export const contracted = (
  rules: Rules,
  items: readonly Item[],
  over: readonly number[],
): readonly Item[] | undefined => {
  const groups = grouped(items);
  if (over.length === 0) return items;
  const next = step(rules, groups, over);
  if (next === undefined) return undefined;
  const others = groups.filter((group) => !next.taken.includes(group)).flatMap((group) => group.items);
  const rest = over.filter((id) => !next.summed.includes(id));
  return contracted(rules, [...others, next.left], rest);
};
