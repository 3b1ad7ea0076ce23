import { at } from "@chainrule/core/backend";
import { type Affine, affinesOf, type Nest, withLoops } from "./nest.js";

/** Loops that are one, of which the last keeps its strides. */
interface Group {
  readonly size: number;
  readonly last: number;
}

/** What folds a single element is that element, or its position. */
const unfolded = (nest: Nest): Nest => ({
  ...nest,
  combining: undefined,
  writes: nest.writes.map((write) =>
    nest.combining === "argmax" ? { ...write, element: { kind: "constant", dtype: "i32", value: 0 } } : write,
  ),
});

/**
 * The same nest in fewer and longer loops: loops of size 1 are dropped, and loops that lie end to end in every place are one. At least
 * one loop stays.
 */
export const coalesce = (nest: Nest): Nest => {
  const { sizes, reduced } = nest;
  const affines = affinesOf(nest);
  const firstReduced = sizes.length - reduced;

  const groups: Group[] = [];
  sizes.forEach((size, index) => {
    if (size === 1) return;
    const outer = groups.at(-1);
    const isSameKind = outer !== undefined && outer.last < firstReduced === index < firstReduced;
    const endToEnd =
      isSameKind && affines.every(({ strides }) => at(strides, outer.last) === size * at(strides, index));
    if (endToEnd) groups[groups.length - 1] = { size: outer.size * size, last: index };
    else groups.push({ size, last: index });
  });
  const folded = groups.filter(({ last }) => last >= firstReduced).length;
  const source = folded === 0 ? unfolded(nest) : nest;
  if (groups.length === 0) return withLoops(source, [1], 0, ({ offset }) => ({ offset, strides: [0] }));

  const change = ({ offset, strides }: Affine): Affine => ({
    offset,
    strides: groups.map(({ last }) => at(strides, last)),
  });
  return withLoops(
    source,
    groups.map(({ size }) => size),
    folded,
    change,
  );
};
