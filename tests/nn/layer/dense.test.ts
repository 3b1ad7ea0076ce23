import { compile, type Expr, evaluate, lift, ShapeError, seed, tensor, tensorFrom } from "@chainrule/core";
import { dense, heNormal, type ParametersOf, zeroInitialiser } from "@chainrule/nn";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, expectTypeOf } from "vitest";
import { allAgree, moderate, rows, sumOf } from "../rounding.js";

const [inputs, outputs] = [3, 2];
const weights = fc.array(moderate(), { minLength: inputs * outputs, maxLength: inputs * outputs });
const biases = fc.array(moderate(), { minLength: outputs, maxLength: outputs });

test.prop([rows(inputs), weights, biases])("y = x W + b", (x, w, b) => {
  const f64 = { dtype: "f64" } as const;
  const parameters = {
    weights: lift(tensorFrom([inputs, outputs], w, f64)),
    bias: lift(tensorFrom([outputs], b, f64)),
  };
  const y = evaluate(dense(inputs, outputs).apply(parameters, tensorFrom([x.length, inputs], x.flat(), f64)));
  const expected = x.flatMap((row) =>
    b.map((bias, column) => bias + sumOf(row.map((value, i) => value * (w[i * outputs + column] ?? 0)))),
  );
  // Three products and three sums of numbers up to 100.
  return allAgree(y.toArray(), expected, 8, 310);
});

test("the bias begins at 0, the weights as the initialiser says, in the dtype asked for", () => {
  const [{ weights: w, bias }] = dense(4, 2, { initialiser: heNormal, dtype: "f64" }).init(seed(3));
  expect(w.equals(heNormal([4, 2], { dtype: "f64" })(seed(3))[0])).toBe(true);
  expect(bias.equals(tensor([0, 0], { dtype: "f64" }))).toBe(true);
});

test("without a bias there is none, in the values and in the types", () => {
  const layer = dense(2, 1, { bias: false, initialiser: zeroInitialiser });
  const [parameters] = layer.init(seed(1));
  expect(Object.keys(parameters)).toEqual(["weights"]);
  // @ts-expect-error there is no bias
  expect(parameters.bias).toBeUndefined();
  const apply = compile((p: ParametersOf<typeof layer>, x: Expr) => layer.apply(p, x));
  expect(apply(parameters, tensor([[3, 4]])).toNested()).toEqual([[0]]);
});

test("whether there is a bias may be known at run time alone", () => {
  const bias: boolean = [true].length === 1;
  const [parameters] = dense(2, 1, { bias }).init(seed(1));
  expect(Object.keys(parameters)).toEqual(["weights", "bias"]);
});

describe("rows that do not fit", () => {
  const layer = dense(784, 10);
  const parameters = { weights: lift(layer.init(seed(1))[0].weights), bias: lift(layer.init(seed(1))[0].bias) };
  const zeros = (...shape: readonly number[]) => tensorFrom(shape, new Float32Array(shape.reduce((a, b) => a * b, 1)));

  test("are a compile error where sizes are literal", () => {
    // @ts-expect-error this layer takes 784 features, these rows have 2
    expect(() => layer.apply(parameters, tensor([[1, 2]]))).toThrow(
      "dense(784, 10): needs rows [batch, 784], got [1, 2]",
    );
    // @ts-expect-error a layer takes rows of features
    expect(() => layer.apply(parameters, tensor([1, 2]))).toThrow("dense(784, 10): needs rows [batch, 784], got [2]");
  });

  test("are a ShapeError where they are not", () => {
    expect(() => layer.apply(parameters, zeros(64, 783))).toThrow(
      "dense(784, 10): needs rows [batch, 784], got [64, 783]",
    );
    expect(() => layer.apply(parameters, zeros(64, 784, 1))).toThrow("needs rows [batch, 784], got [64, 784, 1]");
    expect(layer.apply(parameters, zeros(64, 784)).shape).toEqual([64, 10]);
  });
});

test("sizes reach the types of parameters and results", () => {
  const layer = dense(3, 2);
  expectTypeOf<ParametersOf<typeof layer>>().toEqualTypeOf<{
    readonly weights: Expr<readonly [3, 2]>;
    readonly bias: Expr<readonly [2]>;
  }>();
  expectTypeOf(layer.init(seed(1))[0].weights.shape).toEqualTypeOf<readonly [3, 2]>();
});

test("parameters may be tensors, and a bias that is missing is named", () => {
  const layer = dense(2, 1);
  const weights = tensor([[3], [4]]);
  const x = tensor([[1, 2]]);
  expect(evaluate(layer.apply({ weights, bias: tensor([5]) }, x)).toNested()).toEqual([[16]]);
  // @ts-expect-error: the bias is missing
  expect(() => layer.apply({ weights }, x)).toThrow(new ShapeError("dense(2, 1): the parameters have no bias"));
});
