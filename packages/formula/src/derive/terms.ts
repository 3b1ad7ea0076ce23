// Derivatives in index notation: read from the graph, with some adjoints put in place, in textbook form.

import type { Expr } from "@chainrule/core";
import { indicesOf, positionsOf, type ReadingOptions, reading } from "../read/read.js";
import { simplify } from "../simplify/simplify.js";
import { element, type Index, negative, product, sum, type Term, type Variable } from "../term/term.js";
import { mapParts, parts, substitute, withDistinctIndices } from "../term/walk.js";

/** A tensor in index notation: its element at the indices. */
export interface Said {
  readonly indices: readonly Index[];
  readonly term: Term;
}

/** Where bound indices are numbered from: free ones count from 0, and are never so many. */
const FIRST_BOUND = 1000;

/** The names of sizes and of π. */
export type Letters = Pick<ReadingOptions, "lengthOf" | "pi">;

/** Says nodes in index notation, as the graph has it. */
export const saying = (
  variableOf: (node: Expr) => Variable | undefined,
  letters: Letters = {},
): ((node: Expr) => Said) => {
  const read = reading(variableOf, { firstBound: FIRST_BOUND, ...letters });
  return (node) => {
    const indices = indicesOf(node.shape);
    return { indices, term: read(node, positionsOf(indices)) };
  };
};

/** A term with every element that `replacement` knows replaced by it. */
export const replaceElements = (
  term: Term,
  replacement: (of: Variable, at: readonly Term[]) => Term | undefined,
): Term => {
  const inside = mapParts(term, (part) => replaceElements(part, replacement));
  return inside.kind === "element" ? (replacement(inside.of, inside.at) ?? inside) : inside;
};

/** What a tensor is at given positions. */
const saidAt = ({ indices, term }: Said, at: readonly Term[]): Term =>
  substitute(term, new Map(indices.map(({ id }, axis) => [id, at[axis] ?? term])));

/** A term with what some adjoints are in place of them. */
export const withAdjoints = (term: Term, adjoints: ReadonlyMap<string, Said>): Term =>
  withDistinctIndices(
    replaceElements(term, (of, at) => {
      const said = of.kind === "adjoint" ? adjoints.get(of.name) : undefined;
      return said === undefined ? undefined : saidAt(said, at);
    }),
    2 * FIRST_BOUND,
  );

/** A term in which some adjoints mean minus what they meant. */
export const withSigns = (term: Term, isReversed: (adjoint: Variable) => boolean): Term =>
  replaceElements(term, (of, at) => (of.kind === "adjoint" && isReversed(of) ? negative(element(of, at)) : undefined));

/** A function that is left abstract, of a variable. */
export const applied = (name: string, argument: Variable, indices: readonly Index[]): Term => ({
  kind: "call",
  name,
  args: [element(argument, positionsOf(indices))],
});

/** What `ȳ g′(z)` adds to a derivative by `z`, for `y = g(z)`. */
export const chained = ({ indices, term }: Said, adjoint: Variable, argument: Variable, derivative: string): Said => {
  const added = product(element(adjoint, positionsOf(indices)), applied(derivative, argument, indices));
  return { indices, term: sum(term, added) };
};

/** The sums of two terms in a term: differences as they were written, whose sign is to be kept. */
export const writtenSums = (term: Term): readonly Term[] => [
  ...(term.kind === "sum" && term.terms.length === 2 ? [term] : []),
  ...parts(term).flatMap(writtenSums),
];

/** The textbook form of a tensor, with differences the way round in which they were written. */
export const simplified = ({ indices, term }: Said, known: readonly Term[]): Said => ({
  indices,
  term: simplify(term, { known }),
});
