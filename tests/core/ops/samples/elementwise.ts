import {
  abs,
  add,
  cos,
  div,
  type Expr,
  equal,
  erf,
  exp,
  expm1,
  greater,
  greaterEqual,
  less,
  lessEqual,
  log,
  log1p,
  maximum,
  minimum,
  mul,
  neg,
  notEqual,
  pow,
  reciprocal,
  relu,
  sigmoid,
  sign,
  sin,
  softplus,
  sqrt,
  square,
  sub,
  tanh,
  where,
} from "@chainrule/core";
import { pointwise } from "../../oracles/indexed.js";
import {
  arg,
  below,
  between,
  binaryCases,
  type Kind,
  knownPairs,
  knownValues,
  near,
  type Sample,
  sampleCase,
  unaryCases,
} from "../sample.js";

const { NaN: nan, POSITIVE_INFINITY: inf, MIN_VALUE: tiny, MAX_VALUE: huge } = Number;

type Table = readonly (readonly [number, number])[];
type PairTable = readonly (readonly [number, number, number])[];
type Unary = (x: Expr) => Expr;
type Binary = (a: Expr, b: Expr) => Expr;

const analytic = (f: Unary, kind: Kind, scalar: (x: number) => number, table: Table): Sample => ({
  smoothness: "analytic",
  differentiable: true,
  cases: unaryCases(f, kind, scalar),
  special: knownValues(f, table),
});

const rational = (f: Unary, kind: Kind, scalar: (x: number) => number, table: Table): Sample => ({
  ...analytic(f, kind, scalar, table),
  smoothness: "rational",
});

const piecewise = (f: Unary, scalar: (x: number) => number, table: Table): Sample => ({
  ...analytic(f, near(0.5), scalar, table),
  smoothness: "piecewise",
});

const arithmetic = (f: Binary, kindB: Kind, scalar: (a: number, b: number) => number, table: PairTable): Sample => ({
  smoothness: "rational",
  differentiable: true,
  cases: binaryCases(f, between(-2, 2), kindB, scalar),
  special: knownPairs(f, table),
});

const choice = (f: Binary, scalar: (a: number, b: number) => number, table: PairTable): Sample => ({
  smoothness: "piecewise",
  differentiable: true,
  cases: binaryCases(f, near(0.25), near(0.75), scalar),
  special: knownPairs(f, table),
});

/** The truth of a relation where the first is smaller, where they are equal, where it is larger, and at NaN. */
const comparison = (
  f: Binary,
  holds: (a: number, b: number) => boolean,
  truths: readonly [number, number, number, number],
): Sample => ({
  smoothness: "piecewise",
  differentiable: false,
  // Few different numbers, so that equal ones are met.
  cases: binaryCases(f, below(3), below(3), (a, b) => (holds(a, b) ? 1 : 0)),
  special: knownPairs(f, [
    [-inf, huge, truths[0]],
    [-0, 0, truths[1]],
    [inf, inf, truths[1]],
    [tiny, 0, truths[2]],
    [nan, nan, truths[3]],
    [nan, 0, truths[3]],
  ]),
});

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** `erf x` by its Taylor series, which on the domain below loses three digits at most. */
const erfSeries = (x: number): number => {
  let [term, sum] = [x, x];
  for (let n = 1; n < 60; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
};

export const elementwiseSamples = {
  add: arithmetic(add, between(-2, 2), (a, b) => a + b, [
    [inf, -inf, nan],
    [huge, huge, inf],
    [-0, -0, -0],
  ]),
  sub: arithmetic(sub, between(-2, 2), (a, b) => a - b, [
    [inf, inf, nan],
    [0, 0, 0],
    [-0, 0, -0],
  ]),
  mul: arithmetic(mul, between(-2, 2), (a, b) => a * b, [
    [0, inf, nan],
    [-0, 3, -0],
    [huge, 2, inf],
  ]),
  div: arithmetic(div, between(0.5, 2), (a, b) => a / b, [
    [0, 0, nan],
    [1, 0, inf],
    [1, -0, -inf],
    [1, inf, 0],
  ]),
  neg: rational(neg, between(-2, 2), (x) => -x, [
    [0, -0],
    [-inf, inf],
  ]),
  square: rational(square, between(-2, 2), (x) => x * x, [
    [-inf, inf],
    [1e200, inf],
  ]),
  reciprocal: rational(reciprocal, between(0.5, 2), (x) => 1 / x, [
    [0, inf],
    [-0, -inf],
    [inf, 0],
  ]),
  pow: {
    smoothness: "analytic",
    differentiable: true,
    cases: binaryCases(pow, between(0.5, 2), between(-2, 2), (a, b) => a ** b),
    special: knownPairs(pow, [
      [0, 0, 1],
      [-2, 3, -8],
      [-8, 1 / 3, nan],
      [0, -1, inf],
      [nan, 0, 1],
    ]),
  },
  exp: analytic(exp, between(-2, 2), Math.exp, [
    [0, 1],
    [-inf, 0],
    [710, inf],
  ]),
  expm1: analytic(expm1, between(-2, 2), (x) => Math.exp(x) - 1, [
    [1e-20, 1e-20],
    [-inf, -1],
    [-0, -0],
  ]),
  log: analytic(log, between(0.5, 2), Math.log, [
    [1, 0],
    [0, -inf],
    [-1, nan],
    [inf, inf],
  ]),
  log1p: analytic(log1p, between(-0.5, 2), (x) => Math.log(1 + x), [
    [1e-20, 1e-20],
    [-1, -inf],
    [-2, nan],
  ]),
  sqrt: analytic(sqrt, between(0.5, 2), Math.sqrt, [
    [4, 2],
    [-1, nan],
    [0, 0],
  ]),
  sin: analytic(sin, between(-3, 3), Math.sin, [
    [0, 0],
    [inf, nan],
  ]),
  cos: analytic(cos, between(-3, 3), Math.cos, [
    [0, 1],
    [inf, nan],
  ]),
  tanh: analytic(tanh, between(-2, 2), (x) => Math.sinh(x) / Math.cosh(x), [
    [800, 1],
    [-800, -1],
    [1e-20, 1e-20],
  ]),
  sigmoid: analytic(sigmoid, between(-2, 2), logistic, [
    [0, 0.5],
    [-800, 0],
    [800, 1],
    [nan, nan],
  ]),
  softplus: analytic(softplus, between(-2, 2), (x) => Math.log(1 + Math.exp(x)), [
    [0, Math.LN2],
    [1000, 1000],
    [-1000, 0],
    [inf, inf],
  ]),
  erf: analytic(erf, between(-2, 2), erfSeries, [
    [0, 0],
    [inf, 1],
    [-30, -1],
    [nan, nan],
  ]),
  abs: piecewise(abs, Math.abs, [
    [-0, 0],
    [-inf, inf],
    [nan, nan],
  ]),
  sign: {
    ...piecewise(sign, (x) => (x < 0 ? -1 : 1), [
      [0, 0],
      [-tiny, -1],
      [nan, nan],
    ]),
  },
  relu: piecewise(relu, (x) => Math.max(x, 0), [
    [-0, 0],
    [-inf, 0],
    [inf, inf],
    [nan, nan],
  ]),
  maximum: choice(maximum, Math.max, [
    [-0, 0, 0],
    [nan, 1, nan],
    [1, nan, nan],
    [-inf, inf, inf],
  ]),
  minimum: choice(minimum, Math.min, [
    [-0, 0, -0],
    [nan, 1, nan],
    [1, nan, nan],
    [-inf, inf, -inf],
  ]),
  equal: comparison(equal, (a, b) => a === b, [0, 1, 0, 0]),
  notEqual: comparison(notEqual, (a, b) => a !== b, [1, 0, 1, 1]),
  less: comparison(less, (a, b) => a < b, [1, 0, 0, 0]),
  lessEqual: comparison(lessEqual, (a, b) => a <= b, [1, 1, 0, 0]),
  greater: comparison(greater, (a, b) => a > b, [0, 0, 1, 0]),
  greaterEqual: comparison(greaterEqual, (a, b) => a >= b, [0, 1, 1, 0]),
  where: {
    smoothness: "piecewise",
    differentiable: true,
    cases: [
      { condition: [2], a: [2], b: [2], shape: [2] },
      { condition: [2, 1], a: [3], b: [], shape: [2, 3] },
      { condition: [], a: [2], b: [2, 2], shape: [2, 2] },
    ].map(({ condition, a, b, shape }) =>
      sampleCase(
        [below(2, "u8")(condition), between(-2, 2)(a), between(-2, 2)(b)],
        shape,
        (...args) => where(arg(args, 0), arg(args, 1), arg(args, 2)),
        pointwise((c = nan, x = nan, y = nan) => (c === 0 ? y : x)),
      ),
    ),
    // The branch not taken is not looked at.
    special: [
      {
        of: (...args) => where(arg(args, 0), 1, arg(args, 1)),
        given: [
          [1, 0, -3],
          [nan, nan, inf],
        ],
        expected: [1, nan, 1],
      },
    ],
  },
} satisfies Record<string, Sample>;
