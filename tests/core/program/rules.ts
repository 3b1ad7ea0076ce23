// For each rewrite a pattern on which it must fire. `rules.test.ts` finds a missing one by name.

import {
  add,
  broadcastTo,
  constant,
  customGradient,
  div,
  type Expr,
  identity,
  mul,
  neg,
  pow,
  reciprocal,
  reshape,
  type Shape,
  square,
  stopGradient,
  sub,
  sumTo,
  tanh,
  tensor,
  transpose,
  where,
} from "@chainrule/core";

/** The left side of a law. */
export interface Pattern {
  /** Shapes of the two arguments. */
  readonly shapes: readonly [Shape, Shape];
  readonly left: (x: Expr, y: Expr) => Expr;
  /** How many units in the last place the two sides may differ; 0 if both do the same arithmetic. */
  readonly ulps: number;
  /** Whether both sides are rational, and so equal in a prime field. */
  readonly rational: boolean;
}

const pattern = (
  left: Pattern["left"],
  {
    shapes = [
      [2, 3],
      [2, 3],
    ],
    ulps = 0,
    rational = true,
  }: Partial<Pattern> = {},
): Pattern => ({ shapes, left, ulps, rational });

const f64 = { dtype: "f64" } as const;
const zero = constant(tensor(0, f64));

export const patterns: Readonly<Record<string, readonly Pattern[]>> = {
  "erase-identity": [pattern((x) => identity(x))],
  "erase-stop": [pattern((x) => stopGradient(x))],
  "erase-custom": [
    pattern((x) =>
      customGradient(
        (a: Expr) => square(a),
        (g) => [g],
      )(x),
    ),
  ],
  "fold-constants": [
    pattern(() => tanh(tensor([1, 2], f64)), { rational: false }),
    pattern(() => add(tensor([1, 2], f64), tensor([3, 4], f64))),
  ],
  "add-zero": [pattern((x) => add(x, 0)), pattern((x) => add(0, x)), pattern((x) => add(x, reshape(zero, [1, 1])))],
  "sub-zero": [pattern((x) => sub(x, 0))],
  "zero-sub": [pattern((x) => sub(0, x))],
  "mul-one": [pattern((x) => mul(x, 1)), pattern((x) => mul(1, x))],
  "div-one": [pattern((x) => div(x, 1))],
  // Two roundings on the left, one on the right, each of half a unit.
  "mul-reciprocal": [
    pattern((x, y) => mul(x, reciprocal(y)), { ulps: 1.5 }),
    pattern((x, y) => mul(reciprocal(x), y), { ulps: 1.5 }),
  ],
  "mul-minus-one": [pattern((x) => mul(x, -1)), pattern((x) => mul(-1, x))],
  "neg-neg": [pattern((x) => neg(neg(x)))],
  "add-neg": [pattern((x, y) => add(x, neg(y))), pattern((x, y) => add(neg(x), y))],
  "sub-neg": [pattern((x, y) => sub(x, neg(y)))],
  "mul-self": [pattern((x) => mul(x, x))],
  "where-same": [pattern((x, y) => where(y, x, x))],
  "pow-one": [pattern((x) => pow(x, 1))],
  // A power may be off by two units in the last place, a product by half of one.
  "pow-two": [pattern((x) => pow(x, 2), { ulps: 3 })],
  "reshape-uniform": [pattern(() => reshape(broadcastTo(tensor(3, f64), [2, 3]), [6]))],
  "reshape-reshape": [pattern((x) => reshape(reshape(x, [3, 2]), [6]))],
  "transpose-transpose": [
    pattern((x) => transpose(transpose(x))),
    pattern((x) => transpose(transpose(x, [1, 2, 0]), [1, 0, 2]), { shapes: [[2, 3, 4], []] }),
  ],
  "broadcast-broadcast": [pattern((x) => broadcastTo(broadcastTo(x, [2, 3]), [4, 2, 3]), { shapes: [[3], []] })],
  // The sum of the sums is rounded once more for each of them.
  "sum-sum": [pattern((x) => sumTo(sumTo(x, [3, 2]), [2]), { shapes: [[4, 3, 2], []], ulps: 12 })],
  // The sum is of at most 8 equal terms, each addition rounded, the product once.
  "sum-of-repeats": [pattern((x) => sumTo(broadcastTo(x, [4, 2, 3]), [3]), { shapes: [[3], []], ulps: 8 })],
  "repeat-last": [
    pattern((x) => tanh(broadcastTo(x, [2, 3])), { shapes: [[3], []], rational: false }),
    pattern((x, y) => mul(broadcastTo(x, [2, 3]), broadcastTo(y, [2, 3])), { shapes: [[3], [3]] }),
  ],
};
