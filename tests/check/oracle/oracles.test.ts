import { gradientReport, shaped } from "@chainrule/check";
import {
  abs,
  type Backend,
  cast,
  customGradient,
  type Expr,
  exp,
  input,
  interpreter,
  less,
  maximum,
  mul,
  relu,
  sigmoid,
  sign,
  square,
  stopGradient,
  sub,
  sum,
  tensor,
  tensorFrom,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import * as O from "fp-ts/lib/Option.js";
import { describe, expect } from "vitest";
import { type Comparison, disagrees } from "../../../packages/check/src/oracle/oracle.js";
import { oraclesWith } from "../../../packages/check/src/oracle/oracles.js";
import { kinksOf } from "../../../packages/check/src/problem/kink.js";
import { modesOf, type Place } from "../../../packages/check/src/problem/place.js";
import { type Order, type Problem, problemOf } from "../../../packages/check/src/problem/problem.js";
import { seamsIn } from "../../../packages/check/src/problem/seams.js";
import { trace } from "../../../packages/check/src/problem/trace.js";
import { faults } from "../faults.js";

const problemFor = (f: (x: Expr) => Expr, order: Order, size = 2): Problem => {
  const problem = problemOf(trace(f, [shaped([size])]), order);
  if (E.isLeft(problem)) throw problem.left;
  return problem.right;
};

const oracles = oraclesWith([interpreter]);

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
      // The wrong gradient is linear, and what the backend runs.
      const wrong = found.filter((opinion) => opinion !== undefined && disagrees(opinion));
      expect(wrong.map((opinion) => opinion?.oracle)).toEqual(oracles.slice(0, 4).map(({ name }) => name));
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
    // A rule that is not even linear may be right by chance for one cotangent; and what is wrong is what the backend runs.
    const isOpinion = ({ oracle }: Comparison) => oracle !== "linearity" && oracle !== "backend interpreter";
    const wrong = outcome.left.comparisons.filter(disagrees);
    expect(wrong.length).toBeGreaterThan(0);
    if (wrong.some(isOpinion)) expect(wrong.filter(isOpinion)).toEqual(outcome.left.comparisons.filter(isOpinion));
  }
});

test("a rule that is right for one cotangent, and not linear in it, is what linearity finds", () => {
  // The weights of the result's elements are positive.
  const crooked = customGradient(
    (x: Expr) => square(x),
    (g, _y, x) => [mul(abs(g), mul(2, x))],
  );
  const outcome = gradientReport(crooked, { seed: 3 });
  if (E.isRight(outcome) || outcome.left.kind !== "disagreement") throw new Error("passed");
  expect(outcome.left.comparisons.filter(disagrees).map(({ oracle }) => oracle)).toEqual(["linearity"]);
});

describe("a backend that is wrong is what the backend's oracle finds", () => {
  /** The interpreter, with one of its outputs off by a part in a thousand. */
  const spoiling = (which: number): Backend => ({
    ...interpreter,
    name: `off in output ${which}`,
    compile: (program) => {
      const run = interpreter.compile(program);
      return (inputs) =>
        run(inputs).map((output, index) =>
          index === which
            ? tensorFrom(
                output.shape,
                output.toArray().map((value) => 1.001 * value),
                { dtype: output.dtype },
              )
            : output,
        );
    },
  });

  for (const [which, what] of ["the value", "the gradient"].entries())
    test(what, () => {
      const outcome = gradientReport((x: Expr) => sigmoid(x), { backends: [interpreter, spoiling(which)] });
      if (E.isRight(outcome) || outcome.left.kind !== "disagreement") throw new Error("passed");
      const wrong = outcome.left.comparisons.filter(disagrees).map(({ oracle }) => oracle);
      expect(wrong).toEqual([`backend off in output ${which}`]);
    });
});

test("doubtful is where rounding decides which piece is read", () => {
  const x = input([1], { dtype: "f64" });
  const third = tensor([1 / 3], { dtype: "f64" });
  const isDoubtful = (output: Expr, at: number) => seamsIn(Number.EPSILON, [x], [output])([[at]]).doubtful;
  // x · ⅓ is ⅓ at 1 but for rounding, and far from it elsewhere.
  const pieces = [less(mul(x, third), third), maximum(mul(x, third), third), relu(sub(mul(x, third), third))];
  expect(pieces.map((piece) => isDoubtful(piece, 1))).toEqual([true, true, true]);
  expect(pieces.map((piece) => isDoubtful(piece, 1.5))).toEqual([false, false, false]);
  expect([abs(sub(x, third)), sign(sub(x, third))].map((piece) => isDoubtful(piece, 1 / 3))).toEqual([true, true]);
  expect(isDoubtful(cast(mul(x, 0.1), "i32"), 10)).toBe(true);
  // Whole numbers are not rounded: the kink is met exactly.
  expect(isDoubtful(relu(sub(x, 1)), 1)).toBe(false);
});

test("an input that is not among the arguments is refused", () => {
  const stray = input([2], { dtype: "f64" });
  expect(() => gradientReport((x: Expr) => sum(mul(x, stray)), { inputs: [shaped([2])] })).toThrow(
    "depends on an input, which is no argument of f",
  );
});
