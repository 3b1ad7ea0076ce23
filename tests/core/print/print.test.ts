import {
  add,
  broadcastTo,
  constant,
  type Expr,
  exp,
  grad,
  greater,
  input,
  logSoftmax,
  matmul,
  mean,
  mul,
  named,
  neg,
  oneHot,
  printProgram,
  program,
  sigmoid,
  simplify,
  square,
  sub,
  sum,
  tanh,
  tensor,
} from "@chainrule/core";
import { describe, expect, test } from "vitest";

const x = input([3], { name: "x" });
const y = input([3], { name: "y" });
const show = (outputs: readonly Expr[], inputs: readonly Expr[] = [x]): string =>
  printProgram(simplify(program(inputs, outputs)));

describe("gradients read as the textbook has them", () => {
  test("sigmoid: the value is named once and used in its own derivative, not computed again", () => {
    expect(show([grad((at: Expr) => sum(sigmoid(at)))(x)])).toMatchInlineSnapshot(`
      "(x: f32[3]) => {
        v1 = sigmoid(x)  : f32[3]
        return v1 * (1 - v1)
      }"
    `);
  });

  test("a loss of two parts: their derivatives stand in its order", () => {
    const f = (at: Expr) => add(sum(exp(at)), sum(square(at)));
    expect(show([grad(f)(x)])).toMatchInlineSnapshot(`
      "(x: f32[3]) => {
        return exp(x) + 2 * x
      }"
    `);
  });

  test("softmax cross-entropy: no gradient flows through the maximum that only shifts", () => {
    const logits = input([2, 3], { name: "logits" });
    const labels = input([2], { name: "labels", dtype: "u8" });
    const loss = (z: Expr): Expr<readonly []> => neg(mean(sum(mul(oneHot(labels, 3), logSoftmax(z)), 1)));
    expect(show([grad(loss)(logits)], [logits, labels])).toMatchInlineSnapshot(`
      "(logits: f32[2, 3], labels: u8[2]) => {
        v1 = -0.5 * oneHot(labels, depth: 3, dtype: f32)  : f32[2, 3]
        v2 = exp(logits - max(logits, shape: [2, 1]))  : f32[2, 3]
        return v1 + sumTo(-v1, shape: [2, 1]) / sumTo(v2, shape: [2, 1]) * v2
      }"
    `);
  });

  test("dense layer: ∂/∂W = aᵀ δ and ∂/∂b = Σ δ share the one δ", () => {
    const a = input([2, 3], { name: "a" });
    const parameters = { W: input([3, 4], { name: "W" }), b: input([4], { name: "b" }) };
    const layer = (p: { W: Expr; b: Expr }): Expr<readonly []> => sum(tanh(named("z", add(matmul(a, p.W), p.b))));
    const { W, b } = grad(layer)(parameters);
    expect(show([named("dW", W), named("db", b)], [a, parameters.W, parameters.b])).toMatchInlineSnapshot(`
      "(a: f32[2, 3], W: f32[3, 4], b: f32[4]) => {
        z = matmul(a, W) + b  : f32[2, 4]
        v1 = 1 - square(tanh(z))  : f32[2, 4]
        dW = matmul(transpose(a, axes: [1, 0]), v1)  : f32[3, 4]
        db = sumTo(v1, shape: [4])  : f32[4]
        return dW, db
      }"
    `);
  });
});

describe("what is written in place and what gets a line", () => {
  test("a value used twice gets a line, also where it is stretched before it is used", () => {
    const total = exp(sum(x));
    const stretched = broadcastTo(total, [3]);
    expect(printProgram({ inputs: [x], outputs: [mul(stretched, stretched)] })).toMatchInlineSnapshot(`
      "(x: f32[3]) => {
        v1 = exp(reshape(sumTo(x, shape: [1]), shape: []))  : f32[]
        return v1 * v1
      }"
    `);
    expect(printProgram({ inputs: [x], outputs: [add(mul(x, total), total)] })).toMatchInlineSnapshot(`
      "(x: f32[3]) => {
        v1 = exp(reshape(sumTo(x, shape: [1]), shape: []))  : f32[]
        return x * v1 + v1
      }"
    `);
  });

  test("a name that the user gave gets a line; a name taken is told apart", () => {
    const outputs = [named("z", exp(x)), named("z", tanh(x)), named("v1", neg(x)), mul(exp(x), exp(x))];
    expect(show(outputs)).toMatchInlineSnapshot(`
      "(x: f32[3]) => {
        v1 = exp(x)  : f32[3]
        z = v1  : f32[3]
        z_2 = tanh(x)  : f32[3]
        v1_3 = -x  : f32[3]
        return z, z_2, v1_3, square(v1)
      }"
    `);
  });

  test("names of many values that the user called v1, v2, … are stepped over", () => {
    let chain: Expr = x;
    for (let i = 1; i <= 20_000; i++) chain = named(`v${i}`, chain);
    const twice = exp(chain);
    expect(printProgram({ inputs: [x], outputs: [mul(twice, twice)] })).toContain("v20001 * v20001");
  });

  test("a long expression is broken into lines, a constant is written where it is used", () => {
    const long = [..."abcdefghij"].reduce<Expr>((sum, _letter, i) => add(sum, mul(tanh(add(x, i)), 0.1)), x);
    expect(show([long])).toMatchInlineSnapshot(`
      "(x: f32[3]) => {
        v1 = x + tanh(x) * 0.1 + tanh(x + 1) * 0.1 + tanh(x + 2) * 0.1 + tanh(x + 3) * 0.1  : f32[3]
        v2 = v1 + tanh(x + 4) * 0.1 + tanh(x + 5) * 0.1 + tanh(x + 6) * 0.1 + tanh(x + 7) * 0.1  : f32[3]
        return v2 + tanh(x + 8) * 0.1 + tanh(x + 9) * 0.1
      }"
    `);
  });

  test("an output that is stretched shows that it is; an input may be an output", () => {
    expect(show([broadcastTo(sum(x), [2]), x])).toMatchInlineSnapshot(`
      "(x: f32[3]) => {
        return broadcastTo(reshape(sumTo(x, shape: [1]), shape: []), shape: [2]), x
      }"
    `);
  });
});

describe("operators", () => {
  test.each([
    ["x - (y - x)", sub(x, sub(y, x))],
    ["x - y - x", sub(sub(x, y), x)],
    ["(x + y) * x", mul(add(x, y), x)],
    ["x * y + x", add(mul(x, y), x)],
    ["-(x + y)", neg(add(x, y))],
    ["-(-x)", neg(neg(x))],
    ["-exp(x)", neg(exp(x))],
    ["x > y * 2", greater(x, mul(y, 2))],
    ["x * 0.1", mul(x, 0.1)],
    ["x + f32[3] [1, NaN, -0]", add(x, constant(tensor([1, Number.NaN, -0])))],
  ])("%s", (text, node) => {
    expect(printProgram({ inputs: [x, y], outputs: [node] })).toContain(`return ${text}\n`);
  });
});

test("printing is a function of the program: twice the same, and the same for the same program built twice", () => {
  const build = (): string => {
    const at = input([2], { name: "x" });
    return printProgram(simplify(program([at], [grad((p: Expr) => sum(mul(tanh(p), sigmoid(p))))(at)])));
  };
  expect(build()).toBe(build());
});
