import { gradientReport, shaped } from "@chainrule/check";
import { type Expr, exp, input, mul, relu, sigmoid, square, stopGradient, sum, tensor } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import * as O from "fp-ts/lib/Option.js";
import { describe, expect } from "vitest";
import { type Comparison, disagrees } from "../../../packages/check/src/oracle/oracle.js";
import { oracles } from "../../../packages/check/src/oracle/oracles.js";
import { kinksOf } from "../../../packages/check/src/problem/kink.js";
import { modesOf, type Place } from "../../../packages/check/src/problem/place.js";
import { type Order, type Problem, problemOf } from "../../../packages/check/src/problem/problem.js";
import { trace } from "../../../packages/check/src/problem/trace.js";
import { faults } from "../faults.js";

const problemFor = (f: (x: Expr) => Expr, order: Order, size = 2): Problem => {
  const problem = problemOf(trace(f, [shaped([size])]), order);
  if (E.isLeft(problem)) throw problem.left;
  return problem.right;
};

const element = fc.double({ min: 0.25, max: 2, noNaN: true });
const pair = fc.tuple(element, element);

/** A place for a problem of one variable of two elements, and a scalar result. */
const places = (order: Order): fc.Arbitrary<Place> =>
  fc.tuple(pair, pair, pair).map(([x, u, v]) => ({ point: [x, [1]], directions: order === 1 ? [[v]] : [[u], [v]] }));

const opinions = (problem: Problem, place: Place): readonly (Comparison | undefined)[] =>
  oracles.map(({ prepare }) =>
    O.toUndefined(O.Monad.chain(prepare(problem), (compare) => compare(place, modesOf(problem)(place)))),
  );

const orders = [1, 2] as const;

/** `∇φ` with one element off by a tenth. */
const spoilt = (problem: Problem): Problem => ({
  ...problem,
  gradient: problem.gradient.map((gradient) => mul(gradient, tensor([1, 1.1], { dtype: "f64" }))),
});

for (const order of orders)
  describe(`derivatives of order ${order}`, () => {
    const rational = problemFor((x) => sum(mul(x, square(x))), order);
    const analytic = problemFor((x) => sum(mul(x, sigmoid(x))), order);

    test.prop([places(order)])("every oracle finds the right gradient right", (place) => {
      for (const problem of [rational, analytic])
        for (const opinion of opinions(problem, place)) expect(opinion === undefined || !disagrees(opinion)).toBe(true);
    });

    test.prop([places(order)])("every oracle by itself finds a wrong gradient wrong", (place) => {
      const found = opinions(spoilt(rational), place);
      expect(found.map((opinion) => opinion?.oracle)).toEqual(oracles.map(({ name }) => name));
      expect(found.every((opinion) => opinion !== undefined && disagrees(opinion))).toBe(true);
    });

    test.prop([places(order)])("a constant that hides from derivatives is held by the differences too", (place) => {
      const problem = problemFor((x) => sum(mul(stopGradient(exp(x)), square(x))), order);
      expect(
        opinions(problem, place)
          .slice(0, 3)
          .every((opinion) => opinion !== undefined && !disagrees(opinion)),
      ).toBe(true);
    });

    test("at a kink, and within reach of one, opinions do not count", () => {
      const problem = problemFor((x) => sum(relu(x)), order);
      const direction = [[1, 0.5]];
      const at = (x: number): Place => ({
        point: [[x, 1], [1]],
        directions: orders.slice(0, order).map(() => direction),
      });
      const isKink = kinksOf(problem);
      expect([0, 1e-9, -1e-9].map((x) => isKink(at(x)))).toEqual([true, true, true]);
      expect([0.5, -0.5, 2].map((x) => isKink(at(x)))).toEqual([false, false, false]);
    });
  });

test("a wrong rule is what all oracles that apply agree about", () => {
  for (const { f, options } of faults) {
    const outcome = gradientReport(f, { ...options, seed: 3 });
    if (E.isRight(outcome) || outcome.left.kind !== "disagreement") throw new Error("passed");
    expect(outcome.left.comparisons.length).toBeGreaterThanOrEqual(3);
    expect(outcome.left.comparisons.filter((comparison) => !disagrees(comparison))).toEqual([]);
  }
});

test("an input that is not among the arguments is refused", () => {
  const stray = input([2], { dtype: "f64" });
  expect(() => gradientReport((x: Expr) => sum(mul(x, stray)), { inputs: [shaped([2])] })).toThrow("no value");
});
