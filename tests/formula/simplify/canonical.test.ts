import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { canonicalKey } from "../../../packages/formula/src/simplify/canonical.js";
import {
  element,
  type Index,
  position,
  product,
  reduce,
  sum,
  type Term,
  truth,
} from "../../../packages/formula/src/term/term.js";
import { mapParts, renamed } from "../../../packages/formula/src/term/walk.js";
import { free, index, matrix, terms } from "./terms.js";

/** The same term with other bound letters, and everything that may stand in any order turned round. */
const turned = (term: Term): Term => {
  const inner = mapParts(term, turned);
  if (inner.kind === "sum") return { ...inner, terms: inner.terms.toReversed() };
  if (inner.kind === "product") return { ...inner, factors: inner.factors.toReversed() };
  return inner.kind === "reduce" ? { ...inner, ...renamed(inner, position(index(50))) } : inner;
};

test.prop([terms({ scope: free, depth: 3, isRational: false })])("order and bound letters do not count", (term) => {
  expect(canonicalKey(turned(term))).toBe(canonicalKey(term));
});

const pair = (k: Index, l: Index): Term =>
  product(element(matrix, [position(k), position(l)]), truth("=", position(k), position(index(0))));

test("the order of the indices of one sum does not count, their places do", () => {
  const [k, l] = [index(5), index(6)];
  const key = canonicalKey(reduce("sum", [k, l], pair(k, l)));
  expect(canonicalKey(reduce("sum", [l, k], pair(k, l)))).toBe(key);
  expect(canonicalKey(reduce("sum", [k, l], pair(l, k)))).toBe(key);
  const other = product(element(matrix, [position(l), position(k)]), truth("=", position(k), position(index(0))));
  expect(canonicalKey(reduce("sum", [k, l], other))).not.toBe(key);
});

test.prop([fc.constantFrom("max", "sum")])("an inner index is not taken for the outer one", (by) => {
  const [k, l] = [index(5), index(6)];
  const inside = (inner: Index): Term =>
    reduce("max", [k], reduce(by === "max" ? "max" : "sum", [l], sum(position(inner), position(l))));
  expect(canonicalKey(inside(k))).not.toBe(canonicalKey(inside(l)));
});
