import { indexAt, real, sizeOf } from "@chainrule/core";
import type { Step } from "../derive/derivation.js";
import { evaluate, type Meaning } from "../term/evaluate.js";
import { call, fraction, number, numberIn, one, product, sum, type Term, zero } from "../term/term.js";
import { mapParts, substitute } from "../term/walk.js";

/** The value of a term without indices. */
export const valueOfTerm = (term: Term, meaning: Meaning<number>): number =>
  evaluate(real, term, [], meaning)[0] ?? Number.NaN;

/**
 * A term without indices, as one writes it for numbers that are known: sums are written out, positions are numbers, of a choice only the
 * branch that counts is left, what is 0 for the indices alone is left out, and so is the `sg` that only tells derivatives where to stop.
 */
const concrete = (term: Term, meaning: Meaning<number>): Term => {
  const visit = (part: Term): Term => concrete(part, meaning);
  switch (term.kind) {
    case "element":
      return { ...term, at: term.at.map((position) => number(valueOfTerm(position, meaning))) };
    case "reduce": {
      const bodies = (): readonly Term[] => writtenOut(term).map(visit);
      if (term.by === "argmax") return number(valueOfTerm(term, meaning));
      if (term.by === "sum") return withoutZeros(sum(...bodies()));
      const name = term.by === "max" ? "maximum" : "minimum";
      return bodies().reduce((a, b) => call(name, a, b));
    }
    case "choice":
      return visit(valueOfTerm(term.condition, meaning) !== 0 ? term.yes : term.no);
    case "sum":
      return withoutZeros(mapParts(term, visit));
    case "product": {
      const distributed = distributedOver(term);
      return distributed === term ? orZero(mapParts(term, visit)) : visit(distributed);
    }
    case "truth": {
      const visited = mapParts(term, visit);
      const isKnown = visited.kind === "truth" && visited.left.kind === "number" && visited.right.kind === "number";
      return isKnown ? number(valueOfTerm(visited, meaning)) : visited;
    }
    case "call":
      return term.name === "sg" ? visit(term.args[0] ?? zero) : mapParts(term, visit);
    default:
      return mapParts(term, visit);
  }
};

/** The body for all values of the bound indices. */
const writtenOut = ({ over, body }: Extract<Term, { kind: "reduce" }>): readonly Term[] => {
  const sizes = over.map(({ size }) => size);
  return Array.from({ length: sizeOf(sizes) }, (_, place) => {
    const at = indexAt(sizes, place);
    return substitute(body, new Map(over.map(({ id }, axis) => [id, number(at[axis] ?? 0)])));
  });
};

const withoutZeros = (term: Term): Term =>
  term.kind === "sum" ? sum(...term.terms.filter((part) => numberIn(part) !== 0)) : term;

/** `½ Σ aₖ` as `Σ ½ aₖ`: a sum over paths or samples stays one. */
const distributedOver = (term: Extract<Term, { kind: "product" }>): Term => {
  const [coefficient = one, all] = term.factors;
  const isSum = all?.kind === "reduce" && all.by === "sum" && term.factors.length === 2;
  return isSum && coefficient.kind === "number" ? { ...all, body: product(coefficient, all.body) } : term;
};

/** A product, and 0 where a factor is. */
const orZero = (term: Term): Term =>
  term.kind === "product" && term.factors.some((factor) => numberIn(factor) === 0) ? zero : term;

/** The right side of a step for one element of what it defines. */
export const termAt = ({ term, indices }: Step, at: readonly number[], meaning: Meaning<number>): Term => {
  const places = indices.map(({ id }, axis): readonly [number, Term] => [
    id,
    fraction({ numerator: at[axis] ?? 0, denominator: 1 }),
  ]);
  return concrete(substitute(term, new Map(places)), meaning);
};
