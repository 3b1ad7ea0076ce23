import {
  checkGradients,
  type Failure,
  GradientCheckError,
  gradientReport,
  type Report,
  shaped,
} from "@chainrule/check";
import {
  abs,
  add,
  cast,
  customGradient,
  div,
  type Expr,
  erf,
  exp,
  greater,
  greaterEqual,
  input,
  log,
  logSoftmax,
  matmul,
  max,
  mean,
  mul,
  neg,
  norm,
  oneHot,
  pow,
  relu,
  type Shape,
  ShapeError,
  sigmoid,
  sign,
  softmax,
  sqrt,
  square,
  stopGradient,
  sub,
  sum,
  tanh,
  tensor,
  where,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import { Map as ImmutableMap, List, Record } from "immutable";
import { describe, expect } from "vitest";
import { faults } from "./faults.js";

const swish = <S extends Shape>(x: Expr<S>) => mul(x, sigmoid(x));

/** The failure of a check that must fail. */
const failureOf = (outcome: E.Either<Failure, Report>): Failure => {
  if (E.isRight(outcome)) throw new Error(`passed: ${JSON.stringify(outcome.right)}`);
  return outcome.left;
};

const thrownBy = (f: () => unknown): Error => {
  try {
    f();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("nothing was thrown");
};

const namesOf = ({ oracles }: Report): readonly string[] => oracles.map(({ oracle }) => oracle);

/** A few seeds for each: what must be found is found with any of them. */
const seeds = test.prop([fc.integer()], { numRuns: 3 });

describe("right derivatives pass", () => {
  const right: readonly (readonly [string, (x: Expr) => Expr])[] = [
    ["swish", swish],
    ["softmax, which does not take scalars", (x) => softmax(x)],
    ["logSoftmax", (x) => logSoftmax(x)],
    ["erf", erf],
    ["x³ of negative numbers", (x) => pow(x, 3)],
    ["a polynomial", (x) => mul(x, add(square(x), 3))],
    ["a norm, which has no derivative at 0", (x) => norm(x)],
    ["1/x, with its pole", (x) => div(1, x)],
    ["relu", relu],
    ["abs", abs],
    ["sign", sign],
    ["max", (x) => max(x)],
    ["relu of a sum, with kinks off the axes", (x) => relu(add(x, sum(x)))],
    ["a function that holds f32 tensors", (x) => mul(erf(x), tensor([0.1]))],
    ["a constant function", (x) => mul(x, 0)],
  ];
  for (const [name, f] of right)
    seeds(name, (seed) => {
      expect(gradientReport(f, { seed })).toMatchObject({ _tag: "Right", right: { runs: 100, seed } });
    });

  seeds("a custom loss of trees, with labels and data held fixed", (seed) => {
    const loss = (p: { weights: Expr; bias: Expr }, x: Expr, labels: Expr) =>
      neg(mean(mul(oneHot(labels, 2, { dtype: x.dtype }), logSoftmax(add(matmul(x, p.weights), p.bias)))));
    checkGradients(loss, {
      inputs: [
        { weights: shaped([3, 2]), bias: shaped([2]) },
        tensor([
          [0.5, 1, 2],
          [3, -1, 0.25],
        ]),
        tensor([0, 1], { dtype: "i32" }),
      ],
      seed,
    });
  });

  test("labels that are drawn, and not differentiated by", () => {
    const f = (x: Expr, labels: Expr) => sum(mul(exp(x), oneHot(labels, 3, { dtype: x.dtype })));
    checkGradients(f, { inputs: [shaped([2, 3]), shaped([2], { dtype: "u8", max: 2 })] });
  });

  test("every form of a tree", () => {
    const Pair = Record({ a: input([2]), b: input([2]) });
    const f = (x: List<Expr>, m: ImmutableMap<string, Expr>, r: ReturnType<typeof Pair>, t: readonly [Expr, Expr]) =>
      [...x, ...m.values(), r.a, r.b, ...t].reduce((product, factor) => mul(product, tanh(factor)));
    const inputs = Record({ a: shaped([2]), b: shaped([2]) })();
    checkGradients(f, { inputs: [List([shaped([2])]), ImmutableMap({ k: shaped([2]) }), inputs, [shaped([2]), 3]] });
  });

  test("right custom gradients, constants that are rounded included", () => {
    checkGradients(
      customGradient(
        (x: Expr) => square(x),
        (g, _y, x) => [mul(g, mul(2, x))],
      ),
    );
    checkGradients(
      customGradient(
        (x: Expr) => div(x, 3),
        (g) => [mul(g, 1 / 3)],
      ),
    );
  });

  test("the straight-through estimator written with stopGradient, a constant to every oracle", () => {
    const report = checkGradients((x: Expr) => add(square(x), stopGradient(sub(sign(x), square(x)))));
    expect(namesOf(report)).toContain("differences");
  });
});

describe("wrong custom gradients are rejected with a small counterexample", () => {
  for (const { name, f, options = {}, order, elements } of faults)
    seeds(name, (seed) => {
      const failure = failureOf(gradientReport(f, { ...options, seed }));
      if (failure.kind !== "disagreement") throw new Error(`not a disagreement but ${failure.kind}`);
      expect(failure.order).toBe(order);
      expect(failure.by).toHaveLength(order);
      const numbers =
        failure.counterexample.args.match(/-?\d+(\.\d+)?(?=[\],])/g) ??
        failure.counterexample.args.match(/(?<=\()-?\d/g) ??
        [];
      expect(numbers.length).toBeLessThanOrEqual(elements);
      expect(numbers.every((number) => ["-1", "0", "1"].includes(number))).toBe(true);
    });

  seeds("found within eight samples", (seed) => {
    for (const { f, options } of faults) expect(E.isLeft(gradientReport(f, { ...options, seed, runs: 8 }))).toBe(true);
  });

  test("a rule whose cotangent has the wrong shape, on the smallest shape where it has", () => {
    const f = (x: Expr) =>
      customGradient(
        (a: Expr, b: Expr) => mul(a, b),
        (g, _y, a, b) => [mul(g, b), mul(g, a)],
      )(x, sum(x, -1, { keepDims: true }));
    expect(thrownBy(() => checkGradients(f)).message).toMatchInlineSnapshot(`
      "checkGradients: the first derivative cannot be built: customGradient: the cotangent of argument 1 has f64[2], the argument f64[1]
      at
        f(shaped([2]))
      where f is
        (arg0: f64[2]) => {
          v1 = sumTo(arg0, shape: [1])  : f64[1]
          return customGradient(arg0 * v1, arg0, v1, rule: rule)
        }"
    `);
  });

  test("the message says what disagrees, where, and how to see it again", () => {
    const wrong = customGradient(
      (p: Expr, x: Expr) => mul(p, x),
      (g, _y, p, x) => [mul(g, x), mul(g, mul(2, p))],
    );
    const loss = (p: { scale: Expr }, x: Expr) => sum(wrong(p.scale, x));
    const error = thrownBy(() => checkGradients(loss, { inputs: [{ scale: shaped([2]) }, shaped([2])], seed: 1 }));
    expect(error).toBeInstanceOf(GradientCheckError);
    expect(error.message).toMatchInlineSnapshot(`
      "checkGradients: reverse mode and forward mode disagree on the first derivative by argument 1[1]
        reverse mode  2
        forward mode  1, give or take 2.7e-14
        complex step  1, give or take 2.7e-14
        differences   1, give or take 8.3e-14
        prime field   differs: 2 by reverse mode, 1 by forward mode, exactly
      at
        f({ scale: tensor([0, 1], { dtype: "f64" }) }, tensor([0, 0], { dtype: "f64" }))
      where f is
        (arg0.scale: f64[2], arg1: f64[2]) => {
          v1 = sumTo(customGradient(arg0.scale * arg1, arg0.scale, arg1, rule: rule), shape: [1])  : f64[1]
          return reshape(v1, shape: [])
        }
      the smallest part of it that shows this
        import { checkGradients, shaped } from "@chainrule/check";
        import { compile, constant, customGradient, type Expr, mul, tensor } from "@chainrule/core";

        const f = (arg1: Expr) => {
          const arg0_scale = constant(tensor(1, { dtype: "f64" }), "arg0.scale");
          return customGradient(
            (a1: Expr, a2: Expr) => mul(a1, a2),
            // The rule, without its types: supply what it closes over.
            (g, _y, p, x) => [mul(g, x), mul(g, mul(2, p))],
          )(arg0_scale, arg1);
        };

        const point = [tensor(0, { dtype: "f64" })] as const;
        console.log(compile(f)(...point));

        // The gradients at this point:
        checkGradients(f, { inputs: [shaped([], { min: 0, max: 0 })] });

      to see it again: { seed: 1, runs: 100 }"
    `);
  });

  test("the smallest part keeps the shape of a tensor that its rule closes over", () => {
    const scale = tensor([1, 2, 3], { dtype: "f64" });
    const wrong = customGradient(
      (x: Expr) => mul(scale, tanh(x)),
      (g, y) => [mul(g, mul(scale, y))],
    );
    const failure = failureOf(
      gradientReport((x: Expr) => mean(square(wrong(x))), { inputs: [shaped([3])], orders: [1], seed: 1 }),
    );
    const culprit = failure.kind === "disagreement" ? failure.culprit : undefined;
    expect(culprit).toContain("mul(tensor([1, 2, 3]");
  });

  test("shrinking does not fall into a hole of the domain", () => {
    const wrong = customGradient(
      (x: Expr) => square(x),
      (g, _y, x) => [mul(g, x)],
    );
    // The simplest place where the rule is wrong is 1, but there f is 0/0.
    const f = (x: Expr) => mul(wrong(x), div(sub(x, 1), sub(x, 1)));
    const failure = failureOf(gradientReport(f, { inputs: [shaped([])], runs: 4, seed: 1 }));
    expect(failure.kind === "disagreement" && failure.comparisons[0]?.reverse).toSatisfy(Number.isFinite);
  });

  test("a shape on which the error does not show by chance is tried again", () => {
    const wrong = customGradient(
      (x: Expr) => square(x),
      (g, _y, x) => [mul(g, x)],
    );
    // With this seed the first scalar that is tried is 0, where the rule is right.
    const failure = failureOf(gradientReport(wrong, { seed: -2147483647 }));
    expect(failure.kind === "disagreement" && failure.counterexample.args).toMatch(/^tensor\(-?1,/);
  });

  test("the seed of the message shows the failure again", () => {
    const wrong = customGradient(
      (x: Expr) => square(x),
      (g, _y, x) => [mul(g, x)],
    );
    const first = failureOf(gradientReport(wrong));
    if (first.kind !== "disagreement") throw new Error(first.kind);
    expect(failureOf(gradientReport(wrong, first.reproduction))).toEqual(first);
  });

  test("a NaN in the gradient of what was masked out", () => {
    const failure = failureOf(gradientReport((x: Expr) => where(greater(x, 0), sqrt(x), 0)));
    expect(failure).toMatchObject({ kind: "disagreement", order: 1 });
    expect(failure.kind === "disagreement" && failure.comparisons[0]?.reverse).toBeNaN();
  });
});

describe("which oracles apply", () => {
  test("all to a rational program, at both orders", () => {
    const { oracles } = checkGradients((x: Expr) => div(x, add(1, square(x))));
    expect(oracles.map(({ oracle, comparisons }) => [oracle, comparisons])).toEqual(
      ["forward mode", "complex step", "differences", "prime field", "linearity", "backend interpreter"].map((name) => [
        name,
        200,
      ]),
    );
  });

  test("differences in a domain narrower than their usual steps", () => {
    const inputs = [shaped([2], { min: 1e-6, max: 2e-6 })] as const;
    const { oracles } = checkGradients((x: Expr) => log(x), { inputs });
    expect(oracles.find(({ oracle }) => oracle === "differences")?.comparisons).toBe(200);
  });

  test("no prime field for what is not rational", () => {
    for (const f of [exp, relu]) expect(namesOf(checkGradients((x: Expr) => f(x)))).not.toContain("prime field");
  });

  test("only the orders that are asked for", () => {
    const wrongSecond = faults.filter(({ order }) => order === 2).map(({ f }) => f);
    for (const f of wrongSecond) expect(checkGradients(f, { orders: [1] }).orders).toEqual([1]);
  });

  test("agreement is far inside the bounds", () => {
    // Bounds hold for the worst case of every rounding; what is seen is a fraction, and never nothing at all.
    for (const { oracle, worst } of checkGradients(swish).oracles) {
      // The interpreter rounds as the numbers do with which it is compared.
      expect(worst > 0).toBe(oracle !== "backend interpreter");
      expect(worst).toBeLessThan(0.5);
    }
  });
});

describe("what cannot be checked is said to be so", () => {
  seeds("NaN in the domain: the operation and the input, and no disagreement", (seed) => {
    const failure = failureOf(gradientReport((x: Expr) => log(x), { seed }));
    expect(failure).toMatchObject({
      kind: "domain",
      reason: expect.stringMatching(/^log\(argument 0(\[.*\])? = -1\) is NaN$/),
    });
  });

  seeds("a domain that is given is kept to", (seed) => {
    const inputs = [shaped([3], { min: 0.01, max: 100 })] as const;
    expect(gradientReport((x: Expr) => mul(x, log(x)), { inputs, seed })._tag).toBe("Right");
  });

  // A whole number of −1, 0, 1 is at the kink of relu once in three draws.
  const atKinks = { inputs: [shaped([], { min: -1, max: 1, integers: true })], orders: [1], seed: 1 } as const;

  test("kinks are counted, and differences have no say there", () => {
    const { runs, discarded, kinks, oracles } = checkGradients((x: Expr) => relu(x), atKinks);
    expect([runs, discarded]).toEqual([100, 0]);
    expect(kinks).toBeGreaterThan(20);
    expect(Object.fromEntries(oracles.map(({ oracle, comparisons }) => [oracle, comparisons]))).toEqual({
      "forward mode": 100,
      "complex step": 100 - kinks,
      differences: 100 - kinks,
      linearity: 100,
      "backend interpreter": 100,
    });
  });

  test("a rule with another convention at the kink is rejected, unless kinks are to count for nothing", () => {
    const ownRelu = customGradient(
      (x: Expr) => relu(x),
      (g, _y, x) => [mul(g, cast(greaterEqual(x, 0), x.dtype))],
    );
    expect(failureOf(gradientReport(ownRelu, atKinks))).toMatchObject({ by: ["0"], order: 1 });
    const { discarded } = checkGradients(ownRelu, { ...atKinks, kinks: "nothing" });
    expect(discarded).toBeGreaterThan(20);
  });

  test("little but kinks and discards is a failure", () => {
    // Always at the kink of relu, where its convention is compared with nothing but itself.
    const always = (x: Expr) => relu(sub(x, stopGradient(x)));
    const found = { kind: "discards", compared: 0, order: 1 };
    expect(failureOf(gradientReport(always))).toMatchObject({ ...found, discarded: 100 });
    expect(failureOf(gradientReport(always, { kinks: "nothing" }))).toMatchObject({ ...found, discarded: 101 });
  });

  test("what the function throws is passed on", () => {
    expect(() => checkGradients((x: Expr) => matmul(x, x), { inputs: [shaped([2, 3])] })).toThrow(ShapeError);
    expect(() => checkGradients((x: Expr) => matmul(x, tensor([[1], [2], [3], [4]])))).toThrow(ShapeError);
  });

  test("options that would check nothing, or not what was meant, are refused", () => {
    const f = (x: Expr, y: Expr) => add(x, y);
    const inputs = [shaped([]), shaped([])] as const;
    for (const runs of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => checkGradients(f, { inputs, runs })).toThrow("runs is a whole number and at least 1");
    // Code without types, or with an object of another type, can name what there is not.
    const misspelt = { inputs, run: 3 };
    expect(() => checkGradients(f, misspelt)).toThrow("there is no option run, only inputs, runs");
    // @ts-expect-error: an entry for each argument
    expect(() => checkGradients(f, { inputs: [shaped([])] })).toThrow(
      "f takes 2 arguments, and inputs has entries for 1",
    );
  });

  test("an index out of range is said to be so, with what to do", () => {
    const f = (x: Expr, labels: Expr) => sum(mul(x, oneHot(labels, 3, { dtype: x.dtype })));
    const failure = failureOf(gradientReport(f, { inputs: [shaped([2, 3]), shaped([2], { dtype: "i32" })] }));
    expect(failure).toMatchObject({ kind: "domain", reason: expect.stringContaining("outside 0 … 2") });
  });

  test("functions of several arguments, integers, and nothing that varies", () => {
    expect(() => checkGradients((a: Expr, b: Expr) => add(a, b))).toThrow("f takes 2 arguments");
    expect(() => checkGradients((x: Expr) => cast(x, "i32"))).toThrow("the result is i32[]");
    expect(() => checkGradients((x: Expr) => x, { inputs: [tensor([1])] })).toThrow("no input varies");
  });
});
