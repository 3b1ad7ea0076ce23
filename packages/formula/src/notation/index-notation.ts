import type { Term } from "../term/term.js";
import { freeIndices } from "../term/walk.js";
import { negated, numberOf, powerOf, productOf, sumOf } from "./arrange.js";
import { factorsOf } from "./factors.js";
import type { Formula } from "./formula.js";
import { bind, type Scope } from "./letters.js";
import { withRanges } from "./range.js";

/** The formula of one element: every index has a letter in the scope. */
export const inIndexNotation = (term: Term, scope: Scope): Formula => {
  const show = (part: Term): Formula => inIndexNotation(part, scope);
  switch (term.kind) {
    case "number":
      return numberOf(term.value);
    case "index":
      return { kind: "letter", letter: scope.letters.get(term.index.id) ?? `i${term.index.id}` };
    case "element": {
      // The last axes of size 1 need no subscript: without it, they stay.
      const count = 1 + term.of.shape.findLastIndex((size) => size !== 1);
      return { kind: "symbol", of: term.of, subscripts: term.at.slice(0, count).map(show) };
    }
    case "sum":
      return sumOf(term.terms.map(show));
    case "product":
    case "power": {
      const { coefficient, factors, divisors } = factorsOf(term);
      const [only] = factors;
      if (only === term && term.kind === "power") return powerOf(show(term.base), show(term.exponent));
      const isScalar = (factor: Term): boolean => freeIndices(factor).size === 0 && factor.kind === "element";
      return productOf({
        coefficient,
        scalars: [],
        factors: factors.map(show),
        scalarDivisors: divisors.filter(isScalar).map(show),
        divisors: divisors.filter((divisor) => !isScalar(divisor)).map(show),
        by: "side by side",
        numbersMove: true,
      });
    }
    case "call":
      return { kind: "call", name: term.name, args: term.args.map(show) };
    case "reduce": {
      const ranged = withRanges(term);
      if (ranged !== term) return show(ranged);
      const inner = bind(scope, term.over);
      const letters = term.over.map(({ id }) => inner.letters.get(id) ?? "");
      const of = inIndexNotation(term.body, inner);
      return term.by === "sum" && of.kind === "negative"
        ? negated({ kind: "reduce", by: term.by, letters, of: of.of })
        : { kind: "reduce", by: term.by, letters, of };
    }
    case "truth":
      return { kind: "truth", relation: term.relation, left: show(term.left), right: show(term.right) };
    case "choice":
      return { kind: "cases", condition: show(term.condition), yes: show(term.yes), no: show(term.no) };
  }
};
