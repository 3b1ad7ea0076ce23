import { add, type Expr, matmul, mul, named, sigmoid, square, sub, sum, type Tensor, tensor } from "@chainrule/core";
import { expect } from "vitest";

/** A column vector of two elements, and a 2 × 2 matrix `W[to, from]`. */
export type Column = Expr<readonly [2, 1]>;
export type Square = Expr<readonly [2, 2]>;

/** The weights of the 2-2-2 network. */
export interface Weights {
  readonly hidden: Square;
  readonly output: Square;
}

/** A sample and the biases, which the two worked examples do not train. */
export interface Given {
  readonly x: Column;
  readonly t: Column;
  readonly hiddenBias: Column;
  readonly outputBias: Column;
}

/** The intermediate values of one pass. */
export interface Pass {
  readonly h: Column;
  readonly netO: Column;
  readonly o: Column;
  readonly error: Expr<readonly []>;
}

/** The output layer and the error `E = Σ ½(t − o)²`, from the hidden activations. */
export const outputPass = (output: Square, { t, outputBias }: Given, h: Column): Pass => {
  const netO = named("net_o", add(matmul(output, h), outputBias));
  const o = named("o", sigmoid(netO));
  return { h, netO, o, error: sum(mul(0.5, square(sub(t, o)))) };
};

/** Column-vector form, as published: `h = σ(W¹x + b¹)`, `o = σ(W²h + b²)`. */
export const forward = ({ hidden, output }: Weights, given: Given): Pass =>
  outputPass(output, given, named("h", sigmoid(add(matmul(hidden, given.x), given.hiddenBias))));

/** `E(W¹, W²)`. */
export const errorOf = (weights: Weights, given: Given): Expr<readonly []> => forward(weights, given).error;

const f64 = { dtype: "f64" } as const;

/** A column of two f64 values. */
export const column = (first: number, second: number): Tensor<readonly [2, 1]> => tensor([[first], [second]], f64);

/** A 2 × 2 matrix of f64 values, row by row. */
export const matrix = (a: number, b: number, c: number, d: number): Tensor<readonly [2, 2]> =>
  tensor(
    [
      [a, b],
      [c, d],
    ],
    f64,
  );

/** The published numbers have nine decimals; computed in f64 they agree to half a unit of the last, and 1e-8 is asked for. */
export const expectClose = (actual: Tensor | readonly number[], expected: readonly number[]): void => {
  const values = "toArray" in actual ? actual.toArray() : actual;
  expect(values).toHaveLength(expected.length);
  values.forEach((value, index) => {
    expect(Math.abs(value - (expected[index] ?? Number.NaN))).toBeLessThan(1e-8);
  });
};
