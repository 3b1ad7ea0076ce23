import { numberIn, product, reciprocal, type Term } from "../term/term.js";
import type { Item } from "./contraction.js";
import type { Layout } from "./layout.js";
import type { Scope } from "./letters.js";
import { flexibly, type Show } from "./multiply.js";
import { layoutsIn, openIn } from "./place.js";
import { type Shown, shown } from "./shown.js";
import { softmaxOf } from "./softmax.js";
import type { Spread } from "./spread.js";

/** How a term is shown where it stands stretched to a layout; undefined where matrix notation cannot say it. */
export type ShowTerm = (term: Term, wanted: Layout, scope: Scope) => Shown | undefined;

/** A factor as a term, and as an item. */
export interface Factor {
  readonly term: Term;
  readonly item: Item;
}

const asItem = (show: ShowTerm, term: Term, scope: Scope): Item => {
  const { kind } = term;
  const isSquare = kind === "power" && numberIn(term.exponent) === 2;
  return {
    ids: openIn(term, scope),
    show: (wanted) => show(term, wanted, scope),
    isDivisor: false,
    isLinear: kind === "element" || kind === "sum" || kind === "call",
    layouts: layoutsIn(term, scope),
    root: isSquare ? (wanted) => show(term.base, wanted, scope) : undefined,
  };
};

/** The factors of a product, the softmax among them as one. */
export const factorsIn = (
  show: ShowTerm,
  { factors, divisors }: Pick<Spread, "factors" | "divisors">,
  scope: Scope,
): readonly Factor[] => {
  for (const factor of factors)
    for (const divisor of divisors) {
      const soft = softmaxOf(factor, divisor);
      if (soft === undefined) continue;
      const rest = {
        factors: factors.filter((other) => other !== factor),
        divisors: divisors.filter((other) => other !== divisor),
      };
      const ids = openIn(factor, scope);
      const call: Show = (wanted) => {
        const of = wanted.at(-1) === soft.along ? show(soft.of, wanted, scope) : undefined;
        return of && shown({ kind: "call", name: "softmax", args: [of.formula] }, of.layout, of.isRow);
      };
      const item = { ...asItem(show, factor, scope), show: flexibly(ids, call) };
      return [{ term: product(factor, reciprocal(divisor)), item }, ...factorsIn(show, rest, scope)];
    }
  return [
    ...factors.map((term) => ({ term, item: asItem(show, term, scope) })),
    ...divisors.map((term) => ({
      term: reciprocal(term),
      item: { ...asItem(show, term, scope), isDivisor: true, isLinear: false, root: undefined },
    })),
  ];
};
