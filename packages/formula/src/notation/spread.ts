import { type Rational, rational, times } from "../term/rational.js";
import type { Index, Term } from "../term/term.js";
import { freeIndices, renamed } from "../term/walk.js";
import { factorsOf } from "./factors.js";

/** A term as a number times the sum, over indices, of a product of factors over divisors. */
export interface Spread {
  readonly coefficient: Rational;
  readonly over: readonly Index[];
  readonly factors: readonly Term[];
  readonly divisors: readonly Term[];
}

const product = (a: Spread, b: Spread): Spread => ({
  coefficient: times(a.coefficient, b.coefficient),
  over: [...a.over, ...b.over],
  factors: [...a.factors, ...b.factors],
  divisors: [...a.divisors, ...b.divisors],
});

/** The sums among the factors of a term as one sum: `a Σ b Σ c = ΣΣ a b c`. Indices that no factor depends on only count. */
export const spread = (term: Term, ...beside: readonly Term[]): Spread => {
  if (term.kind === "reduce" && term.by === "sum") {
    const { over, body } = renamed(term, ...beside);
    const inner = spread(body, ...beside, ...over.map(asTerm));
    const occurring = new Set([...inner.factors, ...inner.divisors].flatMap((factor) => [...freeIndices(factor)]));
    const count = over.filter(({ id }) => !occurring.has(id)).reduce((n, { size }) => n * size, 1);
    return {
      ...inner,
      coefficient: times(inner.coefficient, rational(count)),
      over: [...over.filter(({ id }) => occurring.has(id)), ...inner.over],
    };
  }
  const { factors, ...rest } = factorsOf(term);
  if (factors.length === 1 && factors[0] === term) return { ...rest, over: [], factors };
  return factors.reduce<Spread>(
    (whole, factor) => product(whole, spread(factor, term, ...beside, ...whole.factors, ...whole.over.map(asTerm))),
    { ...rest, over: [], factors: [] },
  );
};

const asTerm = (index: Index): Term => ({ kind: "index", index });
