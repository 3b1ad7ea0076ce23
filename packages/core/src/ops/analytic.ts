import { add, div, mul, neg, sub, unary } from "./arithmetic.js";
import { equal, where } from "./comparison.js";
import { type Binary, binary, type Unary } from "./elementwise.js";

/**
 * `y = x²`; `dy/dx = 2x`.
 *
 * @example
 * import { evaluate, square, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(square(tensor([3, -4]))).toNested(), [9, 16]);
 */
export const square: Unary = unary({
  name: "square",
  smoothness: "rational",
  of: (K) => (a) => K.mul(a, a),
  derivative: (x) => mul(2, x),
});

/**
 * `y = 1/x`; `dy/dx = −y²`.
 *
 * @example
 * import { evaluate, reciprocal, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(reciprocal(tensor([2, 4]))).toNested(), [0.5, 0.25]);
 */
export const reciprocal = unary({
  name: "reciprocal",
  smoothness: "rational",
  of: (K) => K.reciprocal,
  derivative: (_x, y) => neg(square(y)),
});

/**
 * `y = eˣ`; `dy/dx = y`.
 *
 * @example
 * import { evaluate, exp, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(exp(tensor([0]))).toNested(), [1]);
 */
export const exp = unary({ name: "exp", smoothness: "analytic", of: (K) => K.exp, derivative: (_x, y) => y });

/**
 * `y = eˣ − 1`, accurate for small `x`; `dy/dx = eˣ`.
 *
 * @example
 * import { evaluate, expm1, tensor } from "@chainrule/core";
 * assert.equal(evaluate(expm1(tensor(1e-20, { dtype: "f64" }))).toNumber(), 1e-20);
 */
export const expm1 = unary({ name: "expm1", smoothness: "analytic", of: (K) => K.expm1, derivative: (x) => exp(x) });

/**
 * `y = log x`, the natural logarithm; `dy/dx = 1/x`.
 *
 * @example
 * import { evaluate, log, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(log(tensor([1]))).toNested(), [0]);
 */
export const log = unary({ name: "log", smoothness: "analytic", of: (K) => K.log, derivative: (x) => reciprocal(x) });

/**
 * `y = log(1 + x)`, accurate for small `x`; `dy/dx = 1/(1 + x)`.
 *
 * @example
 * import { evaluate, log1p, tensor } from "@chainrule/core";
 * assert.equal(evaluate(log1p(tensor(1e-20, { dtype: "f64" }))).toNumber(), 1e-20);
 */
export const log1p = unary({
  name: "log1p",
  smoothness: "analytic",
  of: (K) => K.log1p,
  derivative: (x) => reciprocal(add(1, x)),
});

/**
 * `y = √x`; `dy/dx = 1/(2y)`.
 *
 * @example
 * import { evaluate, sqrt, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(sqrt(tensor([4, 9]))).toNested(), [2, 3]);
 */
export const sqrt = unary({
  name: "sqrt",
  smoothness: "analytic",
  of: (K) => K.sqrt,
  derivative: (_x, y) => div(0.5, y),
});

/**
 * `y = aᵇ`; `∂y/∂a = b·aᵇ⁻¹`, which is 0 where `b = 0`; `∂y/∂b = y·log a`, which is taken as 0 at `a = 0 < b`.
 * A negative `a` has a power, and a derivative by `a`, where `b` is a whole number.
 *
 * @example
 * import { evaluate, pow, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(pow(tensor([2, 3]), 3)).toNested(), [8, 27]);
 */
export const pow: Binary = binary({
  name: "pow",
  smoothness: "analytic",
  of: (K) => K.pow,
  pull: (g, a, b, y) => [
    // 0 · 0⁻¹ is taken as 0. The detour is confined to a = 0, so that derivatives of the power by b stay what they are elsewhere.
    mul(g, mul(b, pow(a, where(equal(a, 0), where(equal(b, 0), 1, sub(b, 1)), sub(b, 1))))),
    mul(g, mul(y, log(where(equal(a, 0), 1, a)))),
  ],
});

/**
 * `y = sin x`; `dy/dx = cos x`.
 *
 * @example
 * import { evaluate, sin, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(sin(tensor([0]))).toNested(), [0]);
 */
export const sin: Unary = unary({ name: "sin", smoothness: "analytic", of: (K) => K.sin, derivative: (x) => cos(x) });

/**
 * `y = cos x`; `dy/dx = −sin x`.
 *
 * @example
 * import { cos, evaluate, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(cos(tensor([0]))).toNested(), [1]);
 */
export const cos = unary({ name: "cos", smoothness: "analytic", of: (K) => K.cos, derivative: (x) => neg(sin(x)) });

/**
 * `y = tanh x`; `dy/dx = 1 − y²`.
 *
 * @example
 * import { evaluate, tanh, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(tanh(tensor([0]))).toNested(), [0]);
 */
export const tanh = unary({
  name: "tanh",
  smoothness: "analytic",
  of: (K) => K.tanh,
  derivative: (_x, y) => sub(1, square(y)),
});

/**
 * `y = σ(x) = 1/(1 + e⁻ˣ)`; `dy/dx = y(1 − y)`.
 *
 * @example
 * import { evaluate, sigmoid, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(sigmoid(tensor([0]))).toNested(), [0.5]);
 */
export const sigmoid = unary({
  name: "sigmoid",
  smoothness: "analytic",
  of: (K) => K.sigmoid,
  derivative: (_x, y) => mul(y, sub(1, y)),
});

/**
 * `y = log(1 + eˣ)`, without overflow; `dy/dx = σ(x)`.
 *
 * @example
 * import { evaluate, softplus, tensor } from "@chainrule/core";
 * assert.equal(evaluate(softplus(tensor(1000))).toNumber(), 1000);
 */
export const softplus = unary({
  name: "softplus",
  smoothness: "analytic",
  of: (K) => K.softplus,
  derivative: (x) => sigmoid(x),
});

/**
 * `y = erf x = 2/√π ∫₀ˣ e^(−t²) dt`; `dy/dx = 2/√π · e^(−x²)`.
 *
 * @example
 * import { erf, evaluate, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(erf(tensor([0]))).toNested(), [0]);
 */
export const erf = unary({
  name: "erf",
  smoothness: "analytic",
  of: (K) => K.erf,
  derivative: (x) => mul(2 / Math.sqrt(Math.PI), exp(neg(square(x)))),
});
