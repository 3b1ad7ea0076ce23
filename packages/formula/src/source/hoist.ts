import { Map as ImmutableMap, type Set as ImmutableSet } from "immutable";
import { keyOf } from "../term/key.js";
import { element, type Index, position, type Reduction, reduce, type Term, type Variable, zero } from "../term/term.js";
import { freeIndices, mapParts, parts, substitute, withDistinctIndices } from "../term/walk.js";
import { unused } from "./identifier.js";

/** A value that is computed before the loops that need it: for each value of the indices it depends on, of those still to come. */
export interface Intermediate {
  /** Equal for equal values. */
  readonly key: string;
  readonly variable: Variable;
  readonly indices: readonly Index[];
  readonly term: Term;
}

/** A term, and what is computed before it. Each intermediate needs at most those before it. */
export interface Hoisted {
  readonly intermediates: readonly Intermediate[];
  readonly term: Term;
}

type Reduce = Extract<Term, { kind: "reduce" }>;

const wishes: Readonly<Record<Reduction, readonly [one: string, many: string]>> = {
  sum: ["total", "totals"],
  max: ["largest", "largests"],
  min: ["smallest", "smallests"],
  argmax: ["best", "bests"],
};

/** The numbers of indices from here on are given by `prepared`; those of a derivation are lower. */
const FIRST_OWN = 1_000_000;

/** The term as loops: every index is bound once, one by each. */
export const prepared = (term: Term): Term => nested(withDistinctIndices(term, FIRST_OWN));

/** One loop for each index, none over an axis of size 1, and factors before the loops that they do not depend on. */
const nested = (term: Term): Term => {
  const inner = mapParts(term, nested);
  if (inner.kind !== "reduce") return inner;
  return inner.over.reduceRight((body, index) => oneLoop(inner.by, index, body), inner.body);
};

const oneLoop = (by: Reduction, index: Index, body: Term): Term => {
  if (index.size === 1) return by === "argmax" ? zero : substitute(body, new Map([[index.id, zero]]));
  if (by !== "sum" || body.kind !== "product") return reduce(by, [index], body);
  const isInside = (factor: Term): boolean => freeIndices(factor).has(index.id);
  const inside = body.factors.filter(isInside);
  const outside = body.factors.filter((factor) => !isInside(factor));
  return outside.length === 0 || inside.length === 0
    ? reduce(by, [index], body)
    : { kind: "product", factors: [...outside, reduce(by, [index], { kind: "product", factors: inside })] };
};

/** The reductions that occur more than once where they are computed in any case and outside of loops. */
const repeatedIn = (term: Term): ImmutableSet<string> => {
  const counts = (part: Term): ImmutableMap<string, number> => {
    if (part.kind === "reduce") return ImmutableMap([[keyOf(part), 1]]);
    return certainParts(part).reduce(
      (sum, inner) => sum.mergeWith((a, b) => a + b, counts(inner)),
      ImmutableMap<string, number>(),
    );
  };
  return counts(term)
    .filter((count) => count > 1)
    .keySeq()
    .toSet();
};

/** The parts that are computed whatever the values are: of a choice the condition alone, for an element of the rest may not exist. */
const certainParts = (term: Term): readonly Term[] => (term.kind === "choice" ? [term.condition] : parts(term));

const mapCertainParts = (term: Term, f: (part: Term) => Term): Term =>
  term.kind === "choice" ? { ...term, condition: f(term.condition) } : mapParts(term, f);

/** What there is already at a place. */
export interface Surroundings {
  /** What is no longer free to be a name. */
  readonly taken: ImmutableSet<string>;
  /** The intermediates so far, by their keys. */
  readonly known: ImmutableMap<string, Variable>;
}

const keyOfTable = (reduction: Term, indices: readonly Index[]): string => {
  const levels = new Map(indices.map(({ id }, place) => [id, place + 1]));
  return `${indices.map(({ size }) => size).join()}: ${keyOf(reduction, levels)}`;
};

/**
 * Takes out of a term the reductions that need not be computed in the first of the loops around them, as tables over those they do depend
 * on; where there is no loop, those that occur more than once. Equal ones are computed once. Every index is bound once.
 *
 * @param loops What the term is computed for, from the outside in, beyond the place where the intermediates will stand.
 */
export const hoisted = (term: Term, loops: readonly Index[], { taken, known }: Surroundings): Hoisted => {
  const repeated = repeatedIn(term);
  const found = new Map<string, Intermediate>();

  const intermediateOf = (key: string, reduction: Reduce, indices: readonly Index[]): Variable => {
    const [one, many] = wishes[reduction.by];
    const names = taken.union([...found.values()].map(({ variable }) => variable.name));
    const name = unused(indices.length === 0 ? one : many, names);
    const variable: Variable = { name, kind: "value", shape: indices.map(({ size }) => size), isOneHot: false };
    found.set(key, { key, variable, indices, term: reduction });
    return variable;
  };

  const visit = (part: Term, around: readonly Index[]): Term => {
    if (part.kind !== "reduce") return mapCertainParts(part, (inner) => visit(inner, around));
    const reduction = { ...part, body: visit(part.body, [...around, ...part.over]) };
    const free = freeIndices(reduction);
    const indices = around.filter(({ id }) => free.has(id));
    const key = keyOfTable(reduction, indices);
    const [next] = around;
    const isOutside = next === undefined ? repeated.has(keyOf(part)) : !free.has(next.id);
    const variable =
      known.get(key) ?? found.get(key)?.variable ?? (isOutside ? intermediateOf(key, reduction, indices) : undefined);
    return variable === undefined ? reduction : element(variable, indices.map(position));
  };

  const rest = visit(term, loops);
  return { intermediates: [...found.values()], term: rest };
};
