import { add, type Expr, input, matmul, mul, named, sigmoid, square, sub, sum } from "@chainrule/core";
import type { Derivation } from "../../../packages/formula/src/derive/derivation.js";
import { derive } from "../../../packages/formula/src/derive/derive.js";

type Matrix = Expr<readonly [number, number]>;

/** What is trained. Vectors are columns. */
export type Parameters = Readonly<Record<"W1" | "b1" | "W2" | "b2", Matrix>>;

/** A sample. */
export type Sample = Readonly<Record<"x" | "t", Matrix>>;

/** A network with one hidden layer of sigmoids, and half its squared error. */
export const errorOf = ({ W1, b1, W2, b2 }: Parameters, { x, t }: Sample): Expr<readonly []> => {
  const a1 = named("a1", sigmoid(named("z1", add(matmul(W1, x), b1))));
  const a2 = named("a2", sigmoid(named("z2", add(matmul(W2, a1), b2))));
  return named("E", sum(mul(0.5, square(sub(t, a2)))));
};

/** The derivation for sizes of layers, in which every value has an adjoint and every parameter a next value. */
export const networkDerivation = (inputs: number, hidden: number, outputs: number): Derivation => {
  const given = (name: string, rows: number, columns = 1): Matrix => input([rows, columns], { name, dtype: "f64" });
  const wrt = {
    W1: given("W1", hidden, inputs),
    b1: given("b1", hidden),
    W2: given("W2", outputs, hidden),
    b2: given("b2", outputs),
  };
  const error = errorOf(wrt, { x: given("x", inputs), t: given("t", outputs) });
  return derive(error, { wrt, adjoints: "all", learningRate: "η" });
};
