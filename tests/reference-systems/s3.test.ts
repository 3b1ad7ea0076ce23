import {
  add,
  compile,
  constant,
  type Expr,
  evaluate,
  grad,
  log,
  mean,
  mul,
  neg,
  pullback,
  seed,
  sigmoid,
  sub,
  tensor,
  tensorFrom,
  uniform,
} from "@chainrule/core";
import { describe, expect, test } from "vitest";
import { column, errorOf, expectClose, forward, matrix } from "./two-two-two.js";

// The text names four biases, but its numbers come from one for each layer.
const weights = { hidden: matrix(0.1, 0.2, 0.3, 0.4), output: matrix(0.5, 0.6, 0.7, 0.8) };
const given = {
  x: column(0.1, 0.2),
  t: column(0.01, 0.99),
  hiddenBias: column(0.55, 0.55),
  outputBias: column(0.66, 0.66),
};

describe("S3, the second worked example", () => {
  const { h, o, error } = compile(forward)(weights, given);
  const { hidden, output } = compile(grad(errorOf))(weights, given);
  const [o1 = 0, o2 = 0] = o.toArray();
  const [h1 = 0] = h.toArray();

  test("forward pass", () => {
    expectClose(h, [0.6456563062, 0.6592603885]);
    expectClose(o, [0.7987314002, 0.8374488853]);
    expectClose(error, [0.3226845322]);
  });

  test("w5: its derivative, and its value after a step of 0.5", () => {
    const [w5 = 0] = output.toArray();
    expectClose([w5, 0.5 - 0.5 * w5], [0.081866705, 0.4590666475]);
  });

  test("w1: its derivative is 0.0011178739, not the 0.0011362635 of the text", () => {
    expectClose([hidden.toArray()[0] ?? 0], [0.0011178739]);
  });

  test("slip (a): the two terms of E are swapped in the text; their sum is not touched", () => {
    const [first, second] = [0.5 * (0.01 - o1) ** 2, 0.5 * (0.99 - o2) ** 2];
    expect(first).toBeGreaterThan(second);
    expectClose([first + second], [0.3226845322]);
  });

  test("slip (b): the text's w1 comes from multiplying by o1 where o1 − t1 belongs", () => {
    const through = (factor: number): number =>
      (factor * o1 * (1 - o1) * 0.5 + (o2 - 0.99) * o2 * (1 - o2) * 0.7) * h1 * (1 - h1) * 0.1;
    expectClose([through(o1 - 0.01), through(o1)], [0.0011178739, 0.0011362635]);
  });

  test("slip (c): the text steps w1 with 0.1; one rate for all weights gives another value", () => {
    const [w1 = 0] = hidden.toArray();
    expectClose([0.1 - 0.5 * w1], [0.09944106305]);
    expect(0.1 - 0.1 * 0.0011362635).not.toBeCloseTo(0.1 - 0.5 * w1, 5);
  });

  test("slip (d): cross-entropy is a sum of negative logarithms, so it needs its minus sign to be a cost", () => {
    const [a] = uniform([8], { low: 0.1, high: 0.9, dtype: "f64" })(seed(1));
    const y = tensorFrom([8], [0, 1, 0, 1, 1, 0, 0, 1], { dtype: "f64" });
    expect(evaluate(crossEntropy(constant(a), y)).toNumber()).toBeGreaterThan(0);
  });
});

type Batch = Expr<readonly [number]>;

/** `E = −(1/m) Σ (y log a + (1 − y) log(1 − a))`. */
const crossEntropy = (a: Batch, y: ReturnType<typeof tensorFrom<readonly [8]>>): Expr<readonly []> =>
  neg(mean(add(mul(y, log(a)), mul(sub(1, y), log(sub(1, a))))));

describe("S3, the key remark", () => {
  test("with cross-entropy the activation's derivative cancels: ∂E/∂z = (a − y)/m", () => {
    const [z] = uniform([8], { low: -3, high: 3, dtype: "f64" })(seed(2));
    const y = tensorFrom([8], [0, 1, 0, 1, 1, 0, 0, 1], { dtype: "f64" });
    const node = constant(z);
    const a = sigmoid(node);
    const error = crossEntropy(a, y);
    const gradients = pullback([error], [node], [constant(tensor(1, { dtype: "f64" }))]);
    const [[actual], expected] = evaluate([gradients, mul(1 / 8, sub(a, y))] as const);
    const scale = Number.EPSILON / Math.min(...evaluate(mul(a, sub(1, a))).toArray());
    // Each of some ten operations rounds once, and dividing by a and 1 − a, then multiplying by a(1 − a), magnifies that by 1/a(1 − a).
    actual?.toArray().forEach((value, index) => {
      expect(Math.abs(value - (expected.toArray()[index] ?? 0))).toBeLessThan(10 * scale);
    });
  });
});
