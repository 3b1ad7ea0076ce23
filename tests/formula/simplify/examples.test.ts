import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { canonicalKey } from "../../../packages/formula/src/simplify/canonical.js";
import { simplify } from "../../../packages/formula/src/simplify/simplify.js";
import {
  call,
  choice,
  difference,
  element,
  type Index,
  minusOne,
  negative,
  number,
  one,
  position,
  power,
  product,
  quotient,
  ratio,
  reciprocal,
  reduce,
  square,
  squareRoot,
  sum,
  type Term,
  truth,
  zero,
} from "../../../packages/formula/src/term/term.js";
import { index } from "./terms.js";

const scalar = (name: string): Term => element({ name, kind: "value", shape: [], isOneHot: false }, []);
const at = (name: string, ...indices: readonly Index[]): Term =>
  element(
    { name, kind: "value", shape: indices.map(({ size }) => size), isOneHot: name === "t" },
    indices.map(position),
  );
const total = (over: Index, body: Term): Term => reduce("sum", [over], body);

const [a, b, m, x, y, z] = [scalar("a"), scalar("b"), scalar("m"), scalar("x"), scalar("y"), scalar("z")];
const [i, j, k, l] = [index(0), index(1), index(2), index(3)];

// The shift that keeps exponentials from overflowing.
const shift = reduce("max", [l], at("z", i, l));
const shifted = (along: Index): Term => call("exp", difference(at("z", i, along), shift));
const softmax = (along: Index): Term => quotient(call("exp", at("z", i, along)), total(k, call("exp", at("z", i, k))));
const shiftedSoftmax = (along: Index): Term => quotient(shifted(along), total(k, shifted(k)));
const logSumExp = sum(call("log", total(k, shifted(k))), shift);

const deviation = (along: Index): Term => difference(at("x", along), quotient(total(k, at("x", k)), number(3)));
const spread = squareRoot(sum(at("v", i), ratio(1, 100_000)));

const examples: Readonly<Record<string, readonly [given: Term, expected: Term]>> = {
  "sigmoid with binary cross-entropy": [
    product(
      a,
      difference(one, a),
      quotient(sum(negative(quotient(y, a)), quotient(difference(one, y), difference(one, a))), m),
    ),
    quotient(difference(a, y), m),
  ],
  "the same with a mean over a known number of samples": [
    product(
      ratio(-1, 128),
      sum(quotient(y, a), product(difference(one, y), minusOne, reciprocal(sum(one, negative(a))))),
      a,
      difference(one, a),
    ),
    product(ratio(1, 128), difference(a, y)),
  ],
  "common factors cancel": [
    product(quotient(difference(a, y), product(a, difference(one, a))), a, difference(one, a)),
    difference(a, y),
  ],
  "squared error through a sigmoid is not multiplied out": [
    product(one, difference(a, y), a, difference(one, a)),
    product(difference(a, y), a, difference(one, a)),
  ],
  "a common monomial comes out": [difference(product(b, a), product(b, square(a))), product(b, a, difference(one, a))],
  "the derivative of tanh stays": [difference(one, square(call("tanh", x))), difference(one, square(call("tanh", x)))],
  "squared error": [product(ratio(1, 2), number(2), difference(y, a), minusOne), difference(a, y)],
  "the power rule": [
    product(
      number(3),
      power(x, choice(truth("=", x, zero), choice(truth("=", number(3), zero), one, number(2)), number(2))),
    ),
    product(number(3), square(x)),
  ],
  roots: [product(x, power(x, ratio(-1, 2)), square(squareRoot(x))), power(x, ratio(3, 2))],
  "softmax without its shift": [shiftedSoftmax(j), softmax(j)],
  "log-sum-exp without its shift": [logSumExp, call("log", total(k, call("exp", at("z", i, k))))],
  "softmax with cross-entropy, one-hot targets": [
    sum(negative(quotient(at("t", i, j), m)), product(total(l, at("t", i, l)), reciprocal(m), shiftedSoftmax(j))),
    quotient(difference(softmax(j), at("t", i, j)), m),
  ],
  "the same through the logarithm of softmax": [
    product(
      shifted(j),
      difference(
        quotient(product(minusOne, at("t", i, j), reciprocal(shiftedSoftmax(j))), total(k, shifted(k))),
        total(
          l,
          quotient(
            product(minusOne, at("t", i, l), reciprocal(shiftedSoftmax(l)), shiftedSoftmax(l)),
            total(k, shifted(k)),
          ),
        ),
      ),
    ),
    difference(softmax(j), at("t", i, j)),
  ],
  "cross-entropy of one sample": [
    total(j, product(at("t", i, j), difference(logSumExp, at("z", i, j)))),
    difference(call("log", total(k, call("exp", at("z", i, k)))), total(j, product(at("t", i, j), at("z", i, j)))),
  ],
  "a sigmoid written out": [
    product(call("exp", negative(z)), power(sum(one, call("exp", negative(z))), number(-2))),
    product(call("sigmoid", z), difference(one, call("sigmoid", z))),
  ],
  "deviations from the mean": [total(j, product(ratio(2, 3), deviation(j))), zero],
  "layer norm": [
    difference(quotient(at("g", i), spread), quotient(product(at("h", i), total(k, at("h", k))), spread)),
    difference(
      product(at("g", i), power(sum(at("v", i), ratio(1, 100_000)), ratio(-1, 2))),
      product(power(sum(at("v", i), ratio(1, 100_000)), ratio(-1, 2)), at("h", i), total(k, at("h", k))),
    ),
  ],
  "a gated sum": [
    choice(truth(">", z, zero), total(k, product(at("W", k, i), at("d", k))), zero),
    product(truth(">", z, zero), total(k, product(at("W", k, i), at("d", k)))),
  ],
  "a quadratic form": [
    sum(total(k, product(at("A", i, k), at("x", k))), total(l, product(at("A", l, i), at("x", l)))),
    total(k, product(sum(at("A", i, k), at("A", k, i)), at("x", k))),
  ],
  "a delta in a difference": [
    total(k, product(difference(truth("=", position(k), position(j)), at("p", k)), at("f", k))),
    difference(at("f", j), total(k, product(at("p", k), at("f", k)))),
  ],
  "positions that cancel": [
    element({ name: "x", kind: "value", shape: [3], isOneHot: false }, [
      difference(sum(position(i), number(2)), number(2)),
    ]),
    at("x", i),
  ],
};

describe("textbook forms", () => {
  for (const [name, [given, expected]] of Object.entries(examples))
    test(name, () => {
      expect(canonicalKey(simplify(given))).toBe(canonicalKey(expected));
    });
});

describe("sums are turned as they were written", () => {
  const written = { known: [difference(y, a)] };

  test("what is their opposite is minus one", () => {
    expect(canonicalKey(simplify(product(difference(a, y), x), written))).toBe(
      canonicalKey(product(minusOne, difference(y, a), x)),
    );
  });

  test("what is one stays", () => {
    const term = product(minusOne, difference(y, a), x);
    expect(canonicalKey(simplify(term, written))).toBe(canonicalKey(term));
  });

  test("even powers need no sign", () => {
    expect(canonicalKey(simplify(square(difference(a, y)), written))).toBe(canonicalKey(square(difference(y, a))));
  });

  test("other letters are the same sum, other variables are not", () => {
    const known = [total(k, square(difference(at("y", k), at("a", k))))];
    const turned = negative(difference(at("y", i), at("a", i)));
    expect(canonicalKey(simplify(difference(at("a", i), at("y", i)), { known }))).toBe(canonicalKey(turned));
    const other = difference(at("a", i), at("b", i));
    expect(canonicalKey(simplify(other, { known }))).toBe(canonicalKey(other));
  });

  test.prop([fc.constantFrom(a, b, product(a, b))])("the result is a fixed point", (factor) => {
    const once = simplify(product(difference(a, y), factor), written);
    expect(canonicalKey(simplify(once, written))).toBe(canonicalKey(once));
  });
});

describe("a branch stays one where it has no value on the other side", () => {
  const row = { name: "x", kind: "value", shape: [3], isOneHot: false } as const;

  test("a logarithm", () => {
    const term = choice(truth(">", x, zero), call("log", x), zero);
    expect(simplify(term)).toEqual(term);
  });

  test("a logarithm in a product", () => {
    const term = choice(truth(">", x, zero), product(y, call("log", x)), zero);
    expect(simplify(term)).toEqual(term);
  });

  test("a position off the axis", () => {
    const term = choice(truth("<", position(i), number(2)), element(row, [sum(position(i), one)]), zero);
    expect(simplify(term)).toEqual(term);
  });

  test("a divisor that the condition keeps from 0", () => {
    const term = choice(truth("≠", x, zero), reciprocal(x), zero);
    expect(simplify(term)).toEqual(term);
  });
});
