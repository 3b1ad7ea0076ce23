import { fc } from "@fast-check/vitest";
import {
  call,
  choice,
  difference,
  element,
  half,
  negative,
  number,
  one,
  position,
  power,
  product,
  quotient,
  type Relation,
  reciprocal,
  reduce,
  square,
  squareRoot,
  sum,
  type Term,
  truth,
  zero,
} from "../../../packages/formula/src/term/term.js";
import {
  elements,
  free,
  index,
  label,
  matrix,
  numbers,
  relation,
  scalars,
  target,
  terms,
  vectors,
  whole,
} from "./terms.js";

/** Terms on which a rule fires often. */
export interface Pattern {
  readonly left: fc.Arbitrary<Term>;
  /** Whether they are sums, products, truths of positions and whole powers alone, so that the rule can be checked without rounding. */
  readonly isRational: boolean;
}

const opposites: Readonly<Record<Relation, Relation>> = { "=": "≠", "≠": "=", "<": "≥", "≥": "<", ">": "≤", "≤": ">" };

const rational = (...lefts: readonly fc.Arbitrary<Term>[]): readonly Pattern[] =>
  lefts.map((left) => ({ left, isRational: true }));
const overReals = (...lefts: readonly fc.Arbitrary<Term>[]): readonly Pattern[] =>
  lefts.map((left) => ({ left, isRational: false }));

const [i, j] = [position(index(0)), position(index(1))];
const [k, l] = [index(7), index(8)];
const [atK, atL] = [position(k), position(l)];

const a = terms({ scope: free, depth: 1, isRational: true });
const b = terms({ scope: free, depth: 2, isRational: true });
const e = elements(free);
const f = terms({ scope: [...free, k], depth: 2, isRational: true });
const g = elements([k]);
const h = terms({ scope: [k, l, ...free], depth: 1, isRational: true });
/** Elements that are never below 0. */
const positive = fc.constantFrom(...scalars.slice(1)).map((of) => element(of, []));
const exponent = fc.constantFrom(-2, -1, 1, 2, 3).map(number);
const truths = fc.tuple(relation, a, e).map(([how, left, right]) => truth(how, left, right));
const exp = (x: Term): Term => call("exp", x);
const overK = (body: Term): Term => reduce("sum", [k], body);
const atOneHot = (row: Term, column: Term): Term => element(target, [row, column]);
const labelAt = (at: Term): Term => element(label, [at]);
const [vector = matrix] = vectors;

/** For each rule, by its name. */
export const patterns: Readonly<Record<string, readonly Pattern[]>> = {
  "like-factors": [
    ...rational(
      fc.tuple(a, e, exponent, exponent).map(([x, y, m, n]) => product(power(x, m), y, power(x, n))),
      fc.tuple(a, e, exponent, numbers).map(([x, y, n, c]) => power(product(c, x, y), n)),
      fc.tuple(e, e).map(([x, y]) => product(difference(x, y), power(difference(y, x), number(-1)))),
      fc.tuple(e, exponent).map(([x, n]) => product(truth("=", i, j), power(truth("=", i, j), n), x)),
    ),
    ...overReals(
      fc.tuple(b, exponent).map(([x, n]) => power(squareRoot(x), n)),
      fc.tuple(positive, e).map(([x, y]) => product(x, power(x, power(number(-2), number(-1))), y, squareRoot(x))),
      positive.map((x) => squareRoot(product(number(4), x))),
    ),
  ],
  "like-terms": rational(
    fc.tuple(a, b, numbers, numbers).map(([x, y, m, n]) => sum(product(m, x), y, product(x, n))),
    fc.tuple(a, e).map(([x, y]) => sum(product(x, y), zero, negative(product(y, x)))),
  ),
  "added-exponents": overReals(
    fc.tuple(positive, e, e).map(([x, p, q]) => product(power(x, p), q, power(x, q))),
    fc.tuple(positive, e).map(([x, p]) => product(power(x, difference(p, one)), x)),
  ),
  quotient: rational(
    whole(0, 9).map((n) => call("quotient", n, number(4))),
    fc
      .tuple(whole(0, 3), whole(-1, 1))
      .map(([n, m]) => call("quotient", sum(product(number(3), i, n), product(m, j)), number(3))),
    whole(0, 3).map((n) => call("quotient", sum(product(number(3), i, n), j), number(6))),
  ),
  remainder: rational(
    whole(0, 9).map((n) => call("remainder", n, number(4))),
    whole(0, 3).map((n) => call("remainder", sum(product(number(3), i, n), j), number(3))),
  ),
  "quotient-and-remainder": rational(
    fc.tuple(e, fc.integer({ min: 2, max: 4 })).map(([x, n]) => {
      const at = sum(product(number(2), i), j);
      return sum(x, product(number(n), call("quotient", at, number(n))), call("remainder", at, number(n)));
    }),
  ),
  "decided-truth": overReals(
    fc.tuple(relation, a).map(([how, x]) => truth(how, x, x)),
    fc.tuple(relation, numbers, numbers).map(([how, x, y]) => truth(how, x, y)),
    fc.tuple(relation, whole(-1, 4)).map(([how, n]) => truth(how, i, n)),
    fc.tuple(relation, a, numbers).map(([how, x, n]) => truth(how, sum(x, n), sum(x, one))),
  ),
  "truth-of-truth": overReals(fc.tuple(relation, truths, whole(-1, 2)).map(([how, c, n]) => truth(how, c, n))),
  "turned-truth": overReals(fc.tuple(relation, numbers, e).map(([how, n, x]) => truth(how, n, x))),
  "extreme-of-equals": overReals(
    a.map((x) => call("maximum", x, x)),
    a.map((x) => call("minimum", x, x)),
  ),
  "both-truths": overReals(
    fc.tuple(relation, relation, e, e, a).map(([m, n, x, y, z]) => product(truth(m, x, y), z, truth(n, x, y))),
    fc.tuple(relation, relation, e, e).map(([m, n, x, y]) => product(truth(m, x, y), truth(n, y, x))),
  ),
  cast: overReals(
    truths.map((c) => call("i32", c)),
    fc.constant(call("u8", sum(i, j))),
  ),
  "complementary-truths": overReals(
    fc.tuple(relation, e, e, a, b).map(([m, x, y, c, d]) => {
      const [holds, fails] = [truth(m, x, y), truth(opposites[m], x, y)];
      return sum(product(holds, c), product(d, fails));
    }),
  ),
  "stopped-twice": overReals(
    b.map((x) => call("sg", call("sg", x))),
    numbers.map((x) => call("sg", x)),
  ),
  "roots-of-numbers": overReals(
    fc
      .tuple(e, fc.constantFrom(half, number(-0.5), number(1.5)))
      .map(([x, n]) => product(power(number(3), n), power(sum(square(x), one), n))),
  ),
  "decided-choice": rational(fc.tuple(numbers, a, a).map(([c, x, y]) => choice(c, x, y))),
  "equal-branches": overReals(fc.tuple(truths, e, e).map(([c, x, y]) => choice(c, sum(x, y), sum(y, x)))),
  "choice-of-choice": overReals(
    fc.tuple(truths, a, e, e).map(([c, x, y, z]) => choice(c, choice(c, x, y), z)),
    fc.tuple(truths, a, e, e).map(([c, x, y, z]) => choice(c, x, choice(c, y, z))),
  ),
  "turned-choice": overReals(
    fc.tuple(truths, truths, e, e).map(([c, d, x, y]) => choice(truth("=", product(c, d), zero), x, y)),
  ),
  gate: overReals(
    fc.tuple(truths, b).map(([c, x]) => choice(c, x, zero)),
    fc.tuple(truths, a, e).map(([c, x, y]) => choice(c, zero, quotient(x, y))),
  ),
  "function-at-number": overReals(
    fc
      .tuple(fc.constantFrom("exp", "log", "sin", "cos", "tanh", "erf", "sigmoid", "sign", "abs", "relu"), numbers)
      .map(([name, n]): Term => ({ kind: "call", name, args: [n] })),
    fc.tuple(numbers, numbers).map(([m, n]) => call("maximum", m, n)),
    fc.tuple(numbers, numbers).map(([m, n]) => call("minimum", m, n)),
  ),
  "log-exp": overReals(a.map((x) => call("log", exp(x)))),
  "exp-log": overReals(b.map((x) => exp(call("log", x)))),
  "root-of-power": overReals(
    fc
      .tuple(b, fc.constantFrom(2, 4, -2, 6), fc.constantFrom(half, number(-0.5), number(1.5)))
      .map(([x, m, n]) => power(power(x, number(m)), n)),
  ),
  "power-of-abs": overReals(
    fc.tuple(a, fc.constantFrom(2, -2, 4)).map(([x, n]) => power(call("abs", x), number(n))),
    a.map((x) => call("abs", call("abs", x))),
  ),
  "sign-and-abs": overReals(
    fc.tuple(a, e).map(([x, y]) => product(call("abs", x), y, call("sign", x))),
    fc.tuple(e, a).map(([x, y]) => product(call("sign", x), y, x)),
  ),
  "gated-relu": overReals(
    fc
      .tuple(e, e, fc.constantFrom<">" | "≥">(">", "≥"))
      .map(([x, y, how]) => product(truth(how, x, zero), y, call("relu", x))),
    fc.tuple(e, e).map(([x, y]) => product(square(call("relu", x)), y, truth("<", zero, x))),
  ),
  sigmoid: overReals(
    fc.tuple(a, fc.constantFrom(-1, -2)).map(([x, n]) => power(sum(exp(x), one), number(n))),
    a.map((x) => reciprocal(sum(one, exp(negative(x))))),
  ),
  "exp-sigmoid": overReals(
    fc.tuple(e, exponent).map(([x, n]) => product(power(call("sigmoid", x), n), exp(negative(x)))),
    fc.tuple(e, e).map(([x, y]) => product(exp(x), y, call("sigmoid", negative(x)))),
  ),
  "empty-sum": rational(h.map((x) => reduce("sum", [index(7, 0), l], x))),
  "single-index": [
    ...rational(h.map((x) => reduce("sum", [index(7, 1), l], x))),
    ...overReals(
      h.map((x) => reduce("max", [index(7, 1)], reduce("sum", [l], x))),
      g.map((x) => reduce("argmax", [index(7, 1)], x)),
    ),
  ],
  "unused-index": [
    ...rational(
      f.map((x) => reduce("sum", [l, k], x)),
      b.map(overK),
    ),
    ...overReals(
      f.map((x) => reduce("max", [l, k], x)),
      a.map((x) => reduce("argmax", [k], x)),
    ),
  ],
  "constant-factor": rational(
    fc.tuple(f, a, g).map(([x, y, z]) => overK(product(z, y, x))),
    fc.tuple(f, numbers).map(([x, n]) => overK(product(x, n))),
  ),
  "nested-sums": [
    ...rational(
      h.map((x) => overK(reduce("sum", [l], x))),
      // The inner index hides the outer one.
      f.map((x) => overK(overK(x))),
    ),
    ...overReals(h.map((x) => reduce("min", [k], reduce("min", [l], x)))),
  ],
  reshape: rational(
    fc.tuple(a, fc.constantFrom(2, 3)).map(([x, n]) => {
      const [row, column] = [
        call("quotient", position(index(7, 6)), number(n)),
        call("remainder", position(index(7, 6)), number(n)),
      ];
      const at = n === 3 ? [row, column] : [column, row];
      return reduce("sum", [index(7, 6)], product(x, element(matrix, at), row));
    }),
    fc.constant(
      reduce(
        "sum",
        [index(7, 8)],
        (() => {
          const at = position(index(7, 8));
          const inner = call("remainder", call("quotient", at, number(2)), number(2));
          return sum(
            element(matrix, [call("quotient", at, number(4)), call("remainder", at, number(2))]),
            element(vector, [inner]),
          );
        })(),
      ),
    ),
  ),
  delta: rational(
    fc.tuple(f, g).map(([x, y]) => overK(product(y, truth("=", atK, i), x))),
    fc.tuple(h, whole(-1, 4)).map(([x, n]) => reduce("sum", [k, l], product(truth("=", n, atL), x))),
    fc.tuple(f, g).map(([x, y]) => overK(product(truth("=", labelAt(j), atK), x, y))),
    h.map((x) => reduce("sum", [k, l], product(truth("=", atK, atL), x))),
  ),
  "one-hot": rational(
    a.map((x) => overK(product(x, atOneHot(i, atK)))),
    fc.constant(reduce("sum", [l, k], product(element(vector, [atL]), atOneHot(atL, atK)))),
  ),
  exponents: overReals(
    fc.tuple(e, g).map(([x, y]) => quotient(exp(difference(element(vector, [i]), x)), overK(exp(difference(y, x))))),
    fc
      .tuple(e, g, g)
      .map(([x, y, z]) => product(x, exp(negative(x)), power(overK(product(z, exp(difference(y, x)))), number(-2)))),
    fc.tuple(e, e).map(([x, y]) => product(exp(sum(x, y)), exp(negative(y)))),
    fc.tuple(e, e, e).map(([x, y, z]) => product(exp(x), difference(product(z, exp(negative(x))), y))),
  ),
  "log-shift": overReals(
    fc.tuple(e, g).map(([x, y]) => sum(call("log", overK(exp(difference(y, x)))), x)),
    fc
      .tuple(e, g, a)
      .map(([x, y, z]) => sum(negative(z), product(z, call("log", overK(exp(sum(x, y))))), negative(product(x, z)))),
  ),
  "common-factor": rational(
    fc.tuple(a, e, e).map(([x, y, z]) => sum(product(x, y), product(z, x))),
    fc.tuple(e, e).map(([x, y]) => sum(negative(quotient(y, x)), quotient(difference(one, y), difference(one, x)))),
    fc.tuple(a, e, e).map(([x, y, z]) => difference(product(difference(x, y), z), product(x, z))),
  ),
  cancel: rational(
    fc
      .tuple(e, e, a)
      .map(([x, y, z]) =>
        product(
          x,
          difference(one, x),
          sum(negative(quotient(y, x)), quotient(difference(one, y), difference(one, x))),
          z,
        ),
      ),
    fc.tuple(e, e).map(([x, y]) => quotient(difference(square(x), square(y)), difference(x, y))),
    fc.tuple(e, e, a).map(([x, y, z]) => product(number(-1), difference(x, y), z)),
  ),
  "split-sum": rational(
    fc.tuple(g, g).map(([x, y]) => overK(product(difference(truth("=", atK, i), x), y))),
    fc.tuple(e, g).map(([x, y]) => overK(product(atOneHot(j, atK), difference(x, y)))),
  ),
  "join-sums": rational(
    fc
      .tuple(a, g)
      .map(([x, y]) =>
        sum(overK(product(y, element(matrix, [i, atK]))), x, reduce("sum", [k], product(y, element(matrix, [atK, i])))),
      ),
  ),
};
