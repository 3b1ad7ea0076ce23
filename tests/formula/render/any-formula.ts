import { fc } from "@fast-check/vitest";
import type { Formula } from "../../../packages/formula/src/notation/formula.js";
import type { Variable } from "../../../packages/formula/src/term/term.js";
import * as f from "./formulas.js";

/** Variables, some of which look like powers or elements of others, and what they are called. */
export const symbols: ReadonlyMap<Variable, string> = new Map([
  [f.value("a", [2, 3]), "a"],
  [f.value("a2", [2, 3]), "a²"],
  [f.value("x", [2, 3]), "x"],
  [f.value("x1", [2, 3]), "x₁"],
  [f.value("x_i", [2, 3]), "xᵢ"],
  [f.value("m"), "m"],
  [f.value("hidden", [3]), "hidden"],
  [f.value("W^{l+1}", [3, 3]), "Wˡ⁺¹"],
  [f.value("c^{foo?}", [3]), "c^{foo?}"],
  [f.adjoint("z", [2, 3]), "δ"],
  [f.adjoint("z2", [2, 3]), "δ²"],
  [f.adjoint("a", [2, 3]), "∂E/∂a"],
  [f.adjoint("x1", [2, 3]), "∂E/∂x₁"],
]);

const few = <A>(part: fc.Arbitrary<A>): fc.Arbitrary<A[]> => fc.array(part, { minLength: 0, maxLength: 3 });

const number = fc.oneof(
  fc.integer({ min: -3, max: 12 }).map((n) => f.n(n)),
  fc.constantFrom(f.n(1, 2), f.n(-1, 2), f.n(1, 3), f.n(-3, 2), f.n(1, 10), f.n(1, 1000), f.n(2.5e-8)),
);
const letter = fc.constantFrom("i", "j", "q").map(f.i);
const position = fc.oneof(
  letter,
  fc.nat(12).map((n) => f.n(n)),
  letter.map((inner) => f.sum(inner, f.n(1))),
);

const symbol = fc
  .tuple(fc.constantFrom(...symbols.keys()), fc.oneof(fc.constant([]), few(position)))
  .map(([variable, subscripts]) => f.of(variable, ...subscripts));

/** Formulas of every kind. */
export const anyFormula: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula }>((tie) => {
  const part = tie("formula");
  return {
    formula: fc.oneof(
      { maxDepth: 5, depthSize: "medium" },
      fc.oneof(symbol, number, letter, fc.constant(f.ones)),
      part.map(f.minus),
      few(part).map((terms) => f.sum(...terms)),
      few(part).map((factors) => f.beside(...factors)),
      few(part).map((factors) => f.odot(...factors)),
      fc.tuple(part, part).map(([a, b]) => f.over(a, b)),
      fc.tuple(part, fc.oneof(number, part)).map(([a, b]) => f.power(a, b)),
      part.map(f.t),
      fc.tuple(fc.constantFrom("sigmoid", "g", "g′", "sqrt", "abs", "exp"), part).map(([name, a]) => f.call(name, a)),
      fc.tuple(part, part).map(([a, b]) => f.call("maximum", a, b)),
      fc
        .tuple(fc.constantFrom("sum", "max", "min", "argmax"), fc.constantFrom("", "k", "kl", "q", "lq"), part)
        .map(([by, letters, a]) => f.reduce(by, letters, a)),
      part.map(f.norm),
      fc
        .tuple(part, fc.constantFrom("=", "≠", "<", "≤", ">", "≥"), part)
        .map(([a, relation, b]) => f.truth(a, relation, b)),
      fc.tuple(part, part, part).map(([a, condition, b]) => f.cases(a, condition, b)),
    ),
  };
}).formula;
