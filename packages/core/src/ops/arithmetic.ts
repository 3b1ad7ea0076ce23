import type { Expr, Smoothness } from "../expr/expr.js";
import type { Elementary } from "../number-system/elementary.js";
import { binary, elementwise, type Unary } from "./elementwise.js";
import type { Operand } from "./operand.js";

/**
 * `y = a + b`.
 *
 * @throws ShapeError when the shapes do not broadcast; DTypeError when the dtypes differ. So do all functions of two values.
 *
 * @example
 * import { add, evaluate, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(add(tensor([[1], [2]]), tensor([10, 20]))).toNested(), [[11, 21], [12, 22]]);
 */
export const add = binary({ name: "add", smoothness: "rational", of: (K) => K.add, pull: (g) => [g, g] });

/**
 * `y = −x`; `dy/dx = −1`.
 *
 * @example
 * import { evaluate, neg, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(neg(tensor([1, -2]))).toNested(), [-1, 2]);
 */
export const neg: Unary = elementwise({
  name: "neg",
  smoothness: "rational",
  floating: false,
  of: (K) => K.neg,
  pull: (g) => neg(g),
});

/**
 * `y = a − b`.
 *
 * @example
 * import { evaluate, sub, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(sub(1, tensor([1, 2]))).toNested(), [0, -1]);
 */
export const sub = binary({ name: "sub", smoothness: "rational", of: (K) => K.sub, pull: (g) => [g, neg(g)] });

/**
 * `y = a ⊙ b`; `∂y/∂a = b`, `∂y/∂b = a`.
 *
 * @example
 * import { evaluate, mul, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(mul(2, tensor([1, 2]))).toNested(), [2, 4]);
 */
export const mul = binary({
  name: "mul",
  smoothness: "rational",
  of: (K) => K.mul,
  pull: (g, a, b) => [mul(g, b), mul(g, a)],
});

/**
 * `y = a / b`; `∂y/∂a = 1/b`, `∂y/∂b = −y/b`.
 *
 * @example
 * import { div, evaluate, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(div(tensor([3, 5]), 2)).toNested(), [1.5, 2.5]);
 */
export const div = binary({
  name: "div",
  smoothness: "rational",
  of: (K) => K.div,
  pull: (g, _a, b, y) => [div(g, b), neg(div(mul(g, y), b))],
});

/** A function of one value and its derivative in terms of the input `x` and the output `y`. */
interface DifferentiableRules {
  readonly name: string;
  readonly smoothness: Smoothness;
  readonly of: <A>(K: Elementary<A>) => (a: A) => A;
  readonly derivative: (x: Expr, y: Expr) => Operand;
}

/** Defines a function of one value by what it does to an element and its derivative. */
export const unary = ({ name, smoothness, of, derivative }: DifferentiableRules): Unary =>
  elementwise({ name, smoothness, of, pull: (g, x, y) => mul(g, derivative(x, y)) });
