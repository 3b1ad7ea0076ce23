import {
  compile,
  type Expr,
  input,
  mul,
  named,
  printProgram,
  program,
  seed,
  sigmoid,
  softmax,
  sum,
  tensor,
} from "@chainrule/core";
import { dense, leakyRelu, type ParametersOf, relu, type Stage, sequential } from "@chainrule/nn";
import { describe, expect, expectTypeOf, test } from "vitest";

test("stages follow one another, each layer with its own parameters", () => {
  const model = sequential(dense(2, 2), relu, dense(2, 1));
  const predict = compile((p: ParametersOf<typeof model>, x: Expr) => model.apply(p, x));
  const parameters = [
    {
      weights: tensor([
        [1, -1],
        [2, -2],
      ]),
      bias: tensor([1, 1]),
    },
    { weights: tensor([[3], [100]]), bias: tensor([-1]) },
  ] as const;
  // z¹ = (1 + 2 + 1, −1 − 2 + 1) = (4, −2), a¹ = (4, 0), z² = 12 − 1.
  expect(predict(parameters, tensor([[1, 1]])).toNested()).toEqual([[11]]);
});

test("printed programs name what each stage gives", () => {
  const x = input([5, 2], { name: "x" });
  const [w1, b1] = [input([2, 3], { name: "W1" }), input([3], { name: "b1" })];
  const [w2, b2] = [input([3, 1], { name: "W2" }), input([1], { name: "b2" })];
  const model = sequential(dense(2, 3), relu, dense(3, 1), sigmoid);
  const y = model.apply(
    [
      { weights: w1, bias: b1 },
      { weights: w2, bias: b2 },
    ],
    x,
  );
  // Guards the names z1, a1, z2, a2, and that a stage adds nothing else.
  expect(printProgram(program([x, w1, b1, w2, b2], [y]))).toMatchInlineSnapshot(`
    "(x: f32[5, 2], W1: f32[2, 3], b1: f32[3], W2: f32[3, 1], b2: f32[1]) => {
      z1 = matmul(x, W1) + b1  : f32[5, 3]
      a1 = relu(z1)  : f32[5, 3]
      z2 = matmul(a1, W2) + b2  : f32[5, 1]
      a2 = sigmoid(z2)  : f32[5, 1]
      return a2
    }"
  `);
});

describe("sizes that do not chain", () => {
  test("are a compile error where they are literal, and a ShapeError", () => {
    // @ts-expect-error this layer takes 200 features, the one before it gives 300
    expect(() => sequential(dense(784, 300), dense(200, 10))).toThrow(
      "sequential: dense(784, 300) gives 300 features, dense(200, 10) after it takes 200",
    );
    // @ts-expect-error activations keep the size
    expect(() => sequential(dense(4, 3), relu, leakyRelu, dense(2, 1))).toThrow("gives 3 features");
    // @ts-expect-error the size of a nested model is that of its last layer
    expect(() => sequential(sequential(dense(4, 3), relu), dense(4, 1))).toThrow("gives 3 features");
    // @ts-expect-error a number is no stage
    expect(() => sequential(dense(4, 3), 3)).toThrow();
  });

  test("are a ShapeError where they are not literal", () => {
    const hidden: number = [300].length;
    expect(() => sequential(dense(784, 300), dense(hidden, 10))).toThrow(
      "dense(784, 300) gives 300 features, dense(1, 10) after it takes 1",
    );
  });
});

test("a model has at least one layer", () => {
  expect(() => sequential(relu, sigmoid)).toThrow("sequential: needs at least one layer");
});

test("a function that changes the shape is no stage", () => {
  const model = sequential(dense(2, 2), (x) => sum(x, 1));
  const parameters = [{ weights: input([2, 2]), bias: input([2]) }] as const;
  expect(() => model.apply(parameters, tensor([[1, 2]]))).toThrow(
    "sequential: the function after layer 1 turns [1, 2] into [1]; a stage that changes the shape is a layer",
  );
});

test("any function of rows is a stage: with a context, without a type; named; of several arguments", () => {
  const swish = (x: Expr) => mul(x, sigmoid(x));
  const model = sequential(dense(2, 2), swish, (x) => named("mine", mul(x, 2)), softmax, dense(2, 1));
  const [parameters] = model.init(seed(1));
  expect(parameters[1].weights.shape).toEqual([2, 1]);
  expectTypeOf(model.inputs).toEqualTypeOf<2>();
  expectTypeOf(model.outputs).toEqualTypeOf<1>();
});

test("the number of layers may be known at run time alone", () => {
  const sizes = [4, 8, 8];
  const hidden = sizes.slice(1).flatMap((size, index) => [dense(sizes[index] ?? 0, size), relu]);
  const model = sequential(...hidden, dense(8, 3));
  expect(model.name).toBe("sequential(dense(4, 8), dense(8, 8), dense(8, 3))");
  const [parameters] = model.init(seed(1));
  expect(parameters).toHaveLength(3);
  expectTypeOf<ParametersOf<typeof model>[number]["bias"]>().toExtend<Expr>();
  const stages: readonly Stage[] = hidden;
  const untyped = sequential(...stages, dense(8, 3));
  const predict = compile((p: ParametersOf<typeof untyped>, x: Expr) => untyped.apply(p, x));
  expect(predict(untyped.init(seed(1))[0], tensor([[1, 2, 3, 4]])).shape).toEqual([1, 3]);
});

test("layers draw their parameters in order from one sequence: the same seed gives the same bits", () => {
  const model = sequential(dense(3, 4), relu, dense(4, 2));
  const [[first, second], after] = model.init(seed(9));
  const [again, between] = dense(3, 4).init(seed(9));
  const [then, end] = dense(4, 2).init(between);
  expect(first.weights.equals(again.weights)).toBe(true);
  expect(second.weights.equals(then.weights)).toBe(true);
  expect(after).toEqual(end);
});
