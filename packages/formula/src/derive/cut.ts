import type { Expr } from "@chainrule/core";
import type { Term, Variable } from "../term/term.js";
import { parts } from "../term/walk.js";
import { derivatives, onTheWay, type Segment, segmentsOf, variablesOf, withResults } from "./graph.js";
import { type Named, type NamingOptions, named } from "./intermediates.js";
import { naming } from "./names.js";
import { saying } from "./terms.js";

/** A graph cut at its named values. */
export interface Cut {
  readonly nodes: Named;
  readonly segments: readonly Segment[];
  /** The segments between the parameters and the loss. */
  readonly moving: readonly Segment[];
  readonly variableOf: (node: Expr) => Variable | undefined;
  readonly free: (wanted: string) => string;
}

/** How many operations an equation may hold, and how many symbols a derivative before it is simplified. */
const MOST_OPERATIONS = [32, 16, 8, 4] as const;
const MOST_SYMBOLS = 200;

/** How much there is to write in a term, with what is shared written out each time. */
const sizing = (): ((term: Term) => number) => {
  const sizes = new Map<Term, number>();
  const sizeOf = (term: Term): number => {
    const known = sizes.get(term);
    if (known !== undefined) return known;
    const size = parts(term).reduce((total, part) => total + sizeOf(part), 1);
    sizes.set(term, size);
    return size;
  };
  return sizeOf;
};

/** The most that there is to write in a derivative. */
const longest = ({ moving, variableOf }: Cut, parameters: readonly Expr[]): number => {
  const targets = [...moving.slice(0, -1).map(({ placeholder }) => placeholder), ...parameters];
  const say = saying(withResults(variableOf, moving));
  const sizeOf = sizing();
  return Math.max(0, ...derivatives(moving, targets).map((node) => sizeOf(say(node).term)));
};

/**
 * The graph of a loss cut at the values that have names, and at as many more as it takes for equations that one can read; at no more than
 * make the longest of them shorter.
 */
export const cutOf = (
  loss: Expr,
  parameters: readonly Expr[],
  options: Pick<NamingOptions, "given" | "names">,
): Cut => {
  const attempt = (most: number): { readonly cut: Cut; readonly length: number } => {
    const free = naming();
    const nodes = named(loss, parameters, { ...options, free, most });
    const segments = segmentsOf(loss, nodes);
    const moving = onTheWay(segments, parameters);
    const cut = { nodes, segments, moving, variableOf: variablesOf(nodes, segments), free };
    return { cut, length: longest(cut, parameters) };
  };
  const [first, ...others] = MOST_OPERATIONS;
  return others.reduce((best, most) => {
    if (best.length <= MOST_SYMBOLS) return best;
    const next = attempt(most);
    return next.length < best.length ? next : best;
  }, attempt(first)).cut;
};
