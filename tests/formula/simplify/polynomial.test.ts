import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { canonicalKey } from "../../../packages/formula/src/simplify/canonical.js";
import { expanded, quotientOf, sumOf } from "../../../packages/formula/src/simplify/polynomial.js";
import { one, product, sum, type Term } from "../../../packages/formula/src/term/term.js";
import { agreesOverField, elements, free, numbers, values } from "./terms.js";

const monomials = fc.tuple(numbers, fc.array(elements(free), { minLength: 1, maxLength: 3 }));
const polynomials = fc
  .array(monomials, { minLength: 2, maxLength: 4 })
  .map((list) => sum(...list.map(([coefficient, factors]) => product(coefficient, ...factors))));
const seeds = fc.bigInt({ min: 2n ** 40n, max: 2n ** 60n });

const expand = (term: Term) => expanded(term) ?? [];

test.prop([polynomials, polynomials, values, seeds])("multiplying out keeps the value", (p, q, at, seed) => {
  expect(agreesOverField(product(p, q), sumOf(expand(product(p, q))), at, seed)).toBe(true);
});

test.prop([polynomials, polynomials])("(p q)/q = p", (p, q) => {
  fc.pre(expand(q).length > 1);
  const quotient = quotientOf(expand(product(p, q)), expand(q));
  expect(quotient && canonicalKey(sumOf(quotient))).toBe(canonicalKey(sumOf(expand(p))));
});

test.prop([polynomials, polynomials])("(p q + 1)/q leaves a remainder", (p, q) => {
  fc.pre(expand(q).length > 1);
  expect(quotientOf(expand(sum(product(p, q), one)), expand(q))).toBeUndefined();
});

test("a polynomial of many monomials is left as it is", () => {
  const wide = (letter: string): Term =>
    sum(
      ...Array.from({ length: 8 }, (_, n): Term => {
        const of = { name: `${letter}${n}`, kind: "value", shape: [], isOneHot: false } as const;
        return { kind: "element", of, at: [] };
      }),
    );
  expect(expanded(product(wide("x"), wide("x")))).toHaveLength(36);
  expect(expanded(product(wide("x"), wide("y")))).toBeUndefined();
});
