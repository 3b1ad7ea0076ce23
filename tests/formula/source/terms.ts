// Random terms whose values are exact in doubles: whole numbers and halves of them, and what keeps these so.

import fc from "fast-check";
import {
  call,
  choice,
  difference,
  element,
  type Index,
  negative,
  number,
  position,
  product,
  quotient,
  ratio,
  reduce,
  square,
  sum,
  type Term,
  truth,
  type Variable,
} from "../../../packages/formula/src/term/term.js";
import { index, value } from "./by-hand.js";

export const variables: readonly Variable[] = [value("a", 2, 3), value("b", 3), value("c"), value("d", 2, 1)];

const isSmaller = (size: number) => (each: Index) => each.size <= size;

/** A position on an axis: a number, an index, or an index shifted around the end. */
const positions = (size: number, scope: readonly Index[]): fc.Arbitrary<Term> => {
  const fixed = fc.nat(size - 1).map(number);
  if (size === 1 || scope.length === 0) return fixed;
  const shifted = fc
    .tuple(fc.constantFrom(...scope), fc.nat(3))
    .map(([each, by]) => call("remainder", sum(position(each), number(by)), number(size)));
  const plain = scope.filter(isSmaller(size));
  return plain.length === 0
    ? shifted
    : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...plain).map(position) }, { weight: 1, arbitrary: shifted });
};

const elements = (scope: readonly Index[]): fc.Arbitrary<Term> =>
  fc
    .constantFrom(...variables)
    .chain((of) => fc.tuple(...of.shape.map((size) => positions(size, scope))).map((at) => element(of, at)));

const leaves = (scope: readonly Index[]): fc.Arbitrary<Term> =>
  fc.oneof(
    { weight: 4, arbitrary: elements(scope) },
    { weight: 1, arbitrary: fc.integer({ min: -3, max: 3 }).map((half) => ratio(half, 2)) },
    ...(scope.length === 0 ? [] : [{ weight: 1, arbitrary: fc.constantFrom(...scope).map(position) }]),
  );

/** Terms in some indices. A bound index may hide one of them. */
export const terms = (scope: readonly Index[], depth: number): fc.Arbitrary<Term> => {
  if (depth === 0) return leaves(scope);
  const inner = terms(scope, depth - 1);
  const relations = fc.constantFrom("=", "≠", "<", "≤", ">", "≥");
  const truths = fc.tuple(relations, inner, inner).map(([relation, a, b]) => truth(relation, a, b));
  const ids = [1000 + depth, 2000 + depth, ...scope.map(({ id }) => id)];
  const bound = fc.tuple(fc.constantFrom(...ids), fc.integer({ min: 1, max: 3 })).map(([id, size]) => index(id, size));
  const within = (over: readonly Index[]): fc.Arbitrary<Term> =>
    terms([...scope.filter(({ id }) => over.every((each) => each.id !== id)), ...over], depth - 1);
  const reductions = fc.oneof(
    fc
      .tuple(fc.constantFrom("sum", "max", "min", "argmax"), bound)
      .chain(([by, each]) => within([each]).map((body) => reduce(by, [each], body))),
    fc.tuple(bound, bound).chain(([a, b]) => {
      const over = a.id === b.id ? [a] : [a, b];
      return within(over).map((body) => reduce("sum", over, body));
    }),
  );
  const several = fc.array(inner, { minLength: 2, maxLength: 3 });
  return fc.oneof(
    leaves(scope),
    several.map((all) => sum(...all)),
    several.map((all) => product(...all)),
    fc.tuple(inner, inner).map(([a, b]) => difference(a, b)),
    inner.map(negative),
    inner.map(square),
    fc.tuple(inner, fc.constantFrom(-2, 2, 4)).map(([a, b]) => quotient(a, number(b))),
    { weight: 3, arbitrary: reductions },
    truths,
    fc
      .tuple(
        fc.oneof(
          truths,
          fc.tuple(truths, truths).map(([a, b]) => product(a, b)),
          inner,
        ),
        inner,
        inner,
      )
      .map(([condition, yes, no]) => choice(condition, yes, no)),
    fc.tuple(fc.constantFrom("maximum", "minimum"), inner, inner).map(([name, a, b]) => call(name, a, b)),
    fc.tuple(fc.constantFrom("relu", "abs", "sign"), inner).map(([name, a]) => call(name, a)),
    fc
      .tuple(fc.constantFrom("quotient", "remainder"), inner, fc.integer({ min: 1, max: 3 }))
      .map(([name, a, b]) => call(name, a, number(b))),
  );
};
