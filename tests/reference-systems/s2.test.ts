import {
  add,
  compile,
  constant,
  type Expr,
  evaluate,
  grad,
  matmul,
  mul,
  normal,
  pullback,
  scan,
  seed,
  sigmoid,
  square,
  sub,
  sum,
  type Tensor,
  take,
  tensor,
  tensorFrom,
  uniform,
  valueAndGrad,
  zeros,
} from "@chainrule/core";
import { initialState, sgd, trainStep } from "@chainrule/nn";
import { describe, expect, test } from "vitest";
import { column, errorOf, expectClose, forward, type Given, matrix, outputPass, type Weights } from "./two-two-two.js";

const weights = { hidden: matrix(0.15, 0.2, 0.25, 0.3), output: matrix(0.4, 0.45, 0.5, 0.55) };
const given = {
  x: column(0.05, 0.1),
  t: column(0.01, 0.99),
  hiddenBias: column(0.35, 0.35),
  outputBias: column(0.6, 0.6),
};

const lifted = (): { weights: Weights; given: Given } => ({
  weights: { hidden: constant(weights.hidden), output: constant(weights.output) },
  given: {
    x: constant(given.x),
    t: constant(given.t),
    hiddenBias: constant(given.hiddenBias),
    outputBias: constant(given.outputBias),
  },
});

describe("S2, the worked 2-2-2 example", () => {
  test("forward pass", () => {
    const graph = lifted();
    const { h, o, error } = evaluate(forward(graph.weights, graph.given));
    expectClose(h, [0.593269992, 0.596884378]);
    expectClose(o, [0.75136507, 0.772928465]);
    expectClose(error, [0.298371109]);
    const parts = evaluate(mul(0.5, square(sub(given.t, o))));
    expectClose(parts, [0.274811083, 0.023560026]);
  });

  test("the chain of factors for w5, and its product", () => {
    const graph = lifted();
    const { h, o, netO, error } = forward(graph.weights, graph.given);
    const one = constant(tensor(1, { dtype: "f64" }));
    const [errorByO, errorByNet] = evaluate(pullback([error], [o, netO], [one]));
    const [oByNet] = evaluate(pullback([o], [netO], [constant(column(1, 1))]));
    const firstOf = (value: Tensor | undefined): number => value?.toArray()[0] ?? Number.NaN;
    const factors = [firstOf(errorByO), firstOf(oByNet), firstOf(evaluate(h))];
    expectClose(factors, [0.74136507, 0.186815602, 0.593269992]);
    expectClose([factors.reduce((product, factor) => product * factor)], [0.082167041]);
    expectClose(errorByNet ?? [], [0.138498562, -0.038098237]);
  });

  test("the error reaches the first hidden unit through both outputs", () => {
    const graph = lifted();
    const { h } = forward(graph.weights, graph.given);
    const { netO, o, error } = outputPass(graph.weights.output, graph.given, h);
    const one = constant(tensor(1, { dtype: "f64" }));
    const [errorByH, delta] = evaluate(pullback([error], [h, netO], [one]));
    const [d1 = 0, d2 = 0] = delta?.toArray() ?? [];
    expectClose([d1 * 0.4, d2 * 0.5], [0.055399425, -0.019049119]);
    expectClose([errorByH?.toArray()[0] ?? 0], [0.036350306]);
    expect(o.shape).toEqual([2, 1]);
  });

  test("gradients and weights after one step of 0.5", () => {
    const { hidden, output } = compile(grad(errorOf))(weights, given);
    expectClose([output.toArray()[0] ?? 0, hidden.toArray()[0] ?? 0], [0.082167041, 0.000438568]);
    const [next, error] = step(weights, 1);
    expectClose(next.output, [0.35891648, 0.408666186, 0.51130127, 0.561370121]);
    expectClose(next.hidden, [0.149780716, 0.199561432, 0.249751144, 0.299502287]);
    expectClose(error, [0.298371109]);
    // The text prints 0.291027924; the derivative taken by machine says 0.291027774.
    expectClose(compile(errorOf)(next, given), [0.291027774]);
  });

  test("after 10 000 steps the error is 3.51e-5", () => {
    const [trained] = step(weights, 10_000);
    const error = compile(errorOf)(trained, given).toNumber();
    expect(error.toExponential(2)).toBe("3.51e-5");
    const { o } = compile(forward)(trained, given);
    // The text rounds to (0.01591, 0.98407); the same recurrence in plain arithmetic, outside this project, gives:
    expectClose(o, [0.01591362, 0.984064274]);
  });
});

/** Gradient descent with rate 0.5 for a number of steps, as one fold. */
const step = (from: typeof weights, count: number) => {
  const descend = scan((state: Weights, _tick: Expr<readonly []>) => {
    const [error, gradient] = valueAndGrad(errorOf)(state, given);
    const next: Weights = {
      hidden: sub(state.hidden, mul(0.5, gradient.hidden)),
      output: sub(state.output, mul(0.5, gradient.output)),
    };
    return [next, error] as const;
  });
  return descend(from, zeros([count]));
};

describe("S2, exclusive or", () => {
  interface Xor {
    readonly w1: Expr<readonly [2, 5]>;
    readonly b1: Expr<readonly [5]>;
    readonly w2: Expr<readonly [5, 1]>;
    readonly b2: Expr<readonly [1]>;
  }
  const predict = ({ w1, b1, w2, b2 }: Xor, x: Expr<readonly [number, 2]>) =>
    sigmoid(add(matmul(sigmoid(add(matmul(x, w1), b1)), w2), b2));

  test.each([1, 2, 3])("2-5-1 learns it in 10 000 random-sample steps, seed %i", (from) => {
    const inputs = tensor([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const targets = tensor([[0], [1], [1], [0]]);
    const [w1, s1] = normal([2, 5])(seed(from));
    const [w2, s2] = normal([5, 1])(s1);
    const [draws] = uniform([10_000], { high: 4 })(s2);
    const samples = tensorFrom([10_000, 1], Int32Array.from(draws.toArray(), Math.floor));
    const loss = (p: Xor, index: Expr<readonly [1]>) =>
      sum(mul(0.5, square(sub(take(targets, index), predict(p, take(inputs, index))))));
    const optimiser = sgd({ learningRate: 0.5 });
    const learn = scan(trainStep(loss, optimiser));
    const start = initialState({ w1, b1: zeros([5]), w2, b2: zeros([1]) }, optimiser);
    const [{ parameters: trained }] = learn(start, samples);
    const outputs = compile(predict)(trained, inputs).toArray();
    expect(outputs.map(Math.round)).toEqual([0, 1, 1, 0]);
  });
});
