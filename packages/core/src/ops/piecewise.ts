// Conventions at kinks: |x|′(0) = 0, relu′(0) = 0, and of two equal arguments of maximum or minimum each takes half the cotangent.

import type { Expr } from "../expr/expr.js";
import { mul, unary } from "./arithmetic.js";
import { cast } from "./cast.js";
import { equal, greater, less, where } from "./comparison.js";
import { binary, elementwise } from "./elementwise.js";

/**
 * `y = sign x`: −1, 0 or 1; its derivative is 0 everywhere.
 *
 * @example
 * import { evaluate, sign, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(sign(tensor([-3, 0, 2]))).toNested(), [-1, 0, 1]);
 */
export const sign = elementwise({
  name: "sign",
  smoothness: "piecewise",
  floating: false,
  of: (K) => K.sign,
  pull: () => undefined,
});

/**
 * `y = |x|`; `dy/dx = sign x`, so 0 at 0.
 *
 * @example
 * import { abs, evaluate, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(abs(tensor([-3, 2]))).toNested(), [3, 2]);
 */
export const abs = elementwise({
  name: "abs",
  smoothness: "piecewise",
  floating: false,
  of: (K) => K.abs,
  pull: (g, x) => mul(g, sign(x)),
});

/**
 * `y = max(x, 0)`; `dy/dx = 1` where `x > 0`, and 0 elsewhere, so 0 at 0.
 *
 * @example
 * import { evaluate, relu, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(relu(tensor([-3, 2]))).toNested(), [0, 2]);
 */
export const relu = unary({
  name: "relu",
  smoothness: "piecewise",
  of: (K) => (a) => (K.less(a, K.zero) || K.same(a, K.zero) ? K.zero : a),
  derivative: (x) => cast(greater(x, 0), x.dtype),
});

/** 1 where `a` is beyond `b`, ½ where they are equal, 0 elsewhere. */
const share = (beyond: (a: Expr, b: Expr) => Expr, a: Expr, b: Expr): Expr =>
  where(equal(a, b), 0.5, cast(beyond(a, b), a.dtype));

/**
 * `y = max(a, b)`; the larger argument takes the cotangent, equal ones half each.
 *
 * @example
 * import { evaluate, maximum, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(maximum(tensor([1, 5]), 3)).toNested(), [3, 5]);
 */
export const maximum = binary({
  name: "maximum",
  smoothness: "piecewise",
  of: (K) => K.max,
  pull: (g, a, b) => [mul(g, share(greater, a, b)), mul(g, share(greater, b, a))],
});

/**
 * `y = min(a, b)`; the smaller argument takes the cotangent, equal ones half each.
 *
 * @example
 * import { evaluate, minimum, tensor } from "@chainrule/core";
 * assert.deepEqual(evaluate(minimum(tensor([1, 5]), 3)).toNested(), [1, 3]);
 */
export const minimum = binary({
  name: "minimum",
  smoothness: "piecewise",
  of: (K) => K.min,
  pull: (g, a, b) => [mul(g, share(less, a, b)), mul(g, share(less, b, a))],
});
