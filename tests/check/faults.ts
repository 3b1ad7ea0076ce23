import type { CheckOptions } from "@chainrule/check";
import { shaped } from "@chainrule/check";
import {
  broadcastTo,
  cos,
  customGradient,
  type Expr,
  exp,
  matmul,
  mul,
  neg,
  sin,
  slice,
  square,
  stopGradient,
  sum,
  sumTo,
  transpose,
} from "@chainrule/core";

/** A function with one thing wrong in its rule, and what its rejection must say. */
export interface Fault {
  readonly name: string;
  readonly f: (...args: Expr[]) => Expr;
  readonly options?: CheckOptions<Expr[]>;
  /** The first derivative that is wrong. */
  readonly order: 1 | 2;
  /** The most elements that the shrunk arguments may have between them. */
  readonly elements: number;
}

const onMatrices = (rows: number, columns: number): CheckOptions<Expr[]> => ({ inputs: [shaped([rows, columns])] });

export const faults: readonly Fault[] = [
  {
    name: "a factor: (x²)′ = x",
    f: customGradient(
      (x: Expr) => square(x),
      (g, _y, x) => [mul(g, x)],
    ),
    order: 1,
    elements: 1,
  },
  {
    name: "a sign: sin′ = −cos",
    f: customGradient(
      (x: Expr) => sin(x),
      (g, _y, x) => [neg(mul(g, cos(x)))],
    ),
    order: 1,
    elements: 1,
  },
  {
    name: "one part in 10⁹: sin′ = (1 + 10⁻⁹) cos",
    f: customGradient(
      (x: Expr) => sin(x),
      (g, _y, x) => [mul(mul(g, 1 + 1e-9), cos(x))],
    ),
    order: 1,
    elements: 1,
  },
  {
    name: "a cotangent that is forgotten",
    f: customGradient(
      (x: Expr) => exp(x),
      (_g, y) => [y],
    ),
    order: 1,
    elements: 1,
  },
  {
    name: "a wrong axis: the cotangent of a row laid along columns",
    f: customGradient(
      (x: Expr) => sum(square(x), 0),
      (g, _y, x) => [mul(mul(2, x), transpose(broadcastTo(g, x.shape)))],
    ),
    options: onMatrices(2, 2),
    order: 1,
    elements: 4,
  },
  {
    name: "a missing un-broadcast: the cotangent of one row in place of the sum of all",
    f: (x) =>
      customGradient(
        (a: Expr, b: Expr) => mul(a, b),
        (g, _y, a, b) => [mul(g, b), slice(mul(g, a), [0, 0], [1, 2])],
      )(x, sumTo(x, [1, 2])),
    options: onMatrices(2, 2),
    order: 1,
    elements: 4,
  },
  {
    name: "an argument of matmul that is not transposed",
    f: customGradient(
      (a: Expr, b: Expr) => matmul(a, b),
      (g, _y, a, b) => [matmul(g, b), matmul(transpose(a), g)],
    ),
    options: { inputs: [shaped([2, 2]), shaped([2, 2])] },
    order: 1,
    elements: 8,
  },
  {
    name: "a rule that is right, and whose own derivative is not",
    f: customGradient(
      (x: Expr) => square(x),
      (g, _y, x) => [mul(g, mul(2, stopGradient(x)))],
    ),
    order: 2,
    elements: 1,
  },
];
