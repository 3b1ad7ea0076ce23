import {
  argmax,
  dot,
  type Expr,
  logSoftmax,
  logSumExp,
  matmul,
  max,
  mean,
  min,
  norm,
  outer,
  reshape,
  type Shape,
  softmax,
  sum,
  variance,
} from "@chainrule/core";
import { average, type Formula, type Indexed, reduced, total } from "../../oracles/indexed.js";
import { apart, arg, between, type Case, type Kind, type Sample, type Special, sampleCase } from "../sample.js";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
const kind = between(-2, 2);

/** How the reductions are called: on one value, with axes and what becomes of them. */
type Reduce = (x: Expr, axes?: number | readonly number[], options?: { readonly keepDims?: boolean }) => Expr;
type Fold = (values: readonly number[]) => number;

const reduceCase = (
  domain: Kind,
  reduce: Reduce,
  fold: Fold,
  from: Shape,
  axes: readonly number[],
  keepDims: boolean,
): Case => {
  const shape = from.flatMap((size, axis) => (axes.includes(axis) ? (keepDims ? [1] : []) : [size]));
  return sampleCase(
    [domain(from)],
    shape,
    (...args) => reduce(arg(args, 0), axes, { keepDims }),
    (...args) => reduced(fold, axes, keepDims)(arg(args, 0)),
    `over [${axes.join(", ")}]${keepDims ? " kept" : ""}`,
  );
};

const reductionCases = (domain: Kind, reduce: Reduce, fold: Fold): readonly Case[] => [
  sampleCase(
    [domain([])],
    [],
    (...args) => reduce(arg(args, 0)),
    (...args) => reduced(fold, [])(arg(args, 0)),
  ),
  sampleCase(
    [domain([2, 3])],
    [],
    (...args) => reduce(arg(args, 0)),
    (...args) => reduced(fold, [0, 1])(arg(args, 0)),
  ),
  sampleCase(
    [domain([2, 3])],
    [2],
    (...args) => reduce(arg(args, 0), -1),
    (...args) => reduced(fold, [1])(arg(args, 0)),
    "over -1",
  ),
  reduceCase(domain, reduce, fold, [4], [0], true),
  reduceCase(domain, reduce, fold, [2, 3], [0], false),
  reduceCase(domain, reduce, fold, [2, 3, 2], [0, 2], false),
  reduceCase(domain, reduce, fold, [2, 3, 2], [1], true),
  reduceCase(domain, reduce, fold, [3, 1], [1], false),
  reduceCase(domain, reduce, fold, [2, 2], [], false),
  reduceCase(domain, reduce, fold, [0, 2], [1], false),
];

const known = (f: (x: Expr) => Expr, given: readonly number[], expected: readonly number[]): Special => ({
  of: (...args) => f(arg(args, 0)),
  given: [given],
  expected,
});

const squares = (values: readonly number[]): readonly number[] => values.map((x) => x * x);
const spread: Fold = (values) => average(squares(values)) - average(values) ** 2;

/** A function that keeps the shape, in terms of the elements along one axis. */
const alongAxis = (
  f: (x: Expr, axis?: number) => Expr,
  element: (x: number, all: readonly number[]) => number,
  shape: Shape,
  axis: number,
): Case =>
  sampleCase(
    [kind(shape)],
    shape,
    (...args) => f(arg(args, 0), axis),
    (...args) =>
      (...index) => {
        const [x, resolved] = [arg(args, 0), axis < 0 ? axis + shape.length : axis];
        const all = Array.from({ length: arg(shape, resolved) }, (_, i) => x.at(...index.toSpliced(resolved, 1, i)));
        return element(x.at(...index), all);
      },
    `along ${axis}`,
  );

const normaliser = (
  f: (x: Expr, axis?: number) => Expr,
  element: (x: number, all: readonly number[]) => number,
  special: readonly Special[],
): Sample => ({
  // The largest element, which shifts the others, cancels: the result is analytic though a maximum is taken on the way.
  smoothness: "analytic",
  differentiable: true,
  cases: [
    alongAxis(f, element, [3], -1),
    alongAxis(f, element, [2, 3], 0),
    alongAxis(f, element, [2, 2, 2], 1),
    alongAxis(f, element, [1], 0),
  ],
  special,
});

const exponentials = (all: readonly number[]): number => total(all.map(Math.exp));

const multiplied =
  (a: Indexed, b: Indexed): Formula =>
  (...index) => {
    const [batch, [row = 0, column = 0]] = [index.slice(0, -2), index.slice(-2)];
    const within = (x: Indexed, i: number, j: number): number => {
      const outer = x.shape.slice(0, -2);
      return x.at(
        ...outer.map((size, axis) => (size === 1 ? 0 : arg(batch, batch.length - outer.length + axis))),
        i,
        j,
      );
    };
    return total(
      Array.from({ length: arg(a.shape, a.shape.length - 1) }, (_, k) => within(a, row, k) * within(b, k, column)),
    );
  };

const product = (a: Shape, b: Shape, shape: Shape): Case =>
  sampleCase(
    [kind(a), kind(b)],
    shape,
    (...args) => matmul(arg(args, 0), arg(args, 1)),
    (...args) => multiplied(arg(args, 0), arg(args, 1)),
  );

/** The vectors that `dot` and `outer` take. */
const vector = (x: Expr): Expr<readonly [number]> => reshape(x, [x.shape.reduce((size, n) => size * n, 1)]);

export const reductionSamples = {
  sum: {
    smoothness: "rational",
    differentiable: true,
    cases: [...reductionCases(kind, sum, total), reduceCase(kind, sum, total, [0], [0], false)],
    special: [known(sum, [inf, -inf], [nan]), known(sum, [1e16, 1, -1e16], [0]), known(sum, [-0, -0], [0])],
  },
  mean: {
    smoothness: "rational",
    differentiable: true,
    cases: reductionCases(kind, mean, average),
    special: [known(mean, [], [nan]), known(mean, [1, 2, 6], [3])],
  },
  variance: {
    smoothness: "rational",
    differentiable: true,
    cases: reductionCases(kind, variance, spread),
    // The mean is taken off first: the textbook difference of squares would give 0.
    special: [known(variance, [1e9, 1e9 + 2], [1]), known(variance, [7], [0])],
  },
  norm: {
    smoothness: "analytic",
    differentiable: true,
    cases: reductionCases(between(0.5, 2), norm, (values) => Math.sqrt(total(squares(values)))),
    special: [known(norm, [3, -4], [5]), known(norm, [0, 0], [0]), known(norm, [], [0])],
  },
  max: {
    smoothness: "piecewise",
    differentiable: true,
    cases: reductionCases(apart, max, (values) => Math.max(...values)),
    special: [known(max, [-inf, -inf], [-inf]), known(max, [1, nan, inf], [nan]), known(max, [-0, 0], [0])],
  },
  min: {
    smoothness: "piecewise",
    differentiable: true,
    cases: reductionCases(apart, min, (values) => Math.min(...values)),
    special: [known(min, [inf, inf], [inf]), known(min, [1, nan, -inf], [nan]), known(min, [0, -0], [-0])],
  },
  argmax: {
    smoothness: "piecewise",
    differentiable: false,
    cases: [
      { from: [4], axis: 0, shape: [] },
      { from: [2, 3], axis: 0, shape: [3] },
      { from: [2, 3, 2], axis: 1, shape: [2, 2] },
      { from: [0, 2], axis: 1, shape: [0] },
    ].map(({ from, axis, shape }) =>
      sampleCase(
        [apart(from)],
        shape,
        (...args) => argmax(arg(args, 0), axis),
        (...args) => reduced((values) => values.indexOf(Math.max(...values)), [axis])(arg(args, 0)),
        `along ${axis}`,
      ),
    ),
    special: [known(argmax, [1, 5, 5], [1]), known(argmax, [-inf, -inf], [0])],
  },
  logSumExp: {
    smoothness: "analytic",
    differentiable: true,
    cases: reductionCases(kind, logSumExp, (values) => Math.log(exponentials(values))),
    special: [
      known(logSumExp, [1e300, 0], [1e300]),
      known(logSumExp, [-1e4, -1e4], [-1e4 + Math.LN2]),
      known(logSumExp, [-inf, 3], [3]),
    ],
  },
  softmax: normaliser(softmax, (x, all) => Math.exp(x) / exponentials(all), [
    known(softmax, [1e300, 1e300], [0.5, 0.5]),
    known(softmax, [0, -inf], [1, 0]),
    known(softmax, [-1e4, 1e4], [0, 1]),
  ]),
  logSoftmax: normaliser(logSoftmax, (x, all) => x - Math.log(exponentials(all)), [
    known(logSoftmax, [1e4, -1e4], [0, -2e4]),
    known(logSoftmax, [0, -inf], [0, -inf]),
  ]),
  matmul: {
    smoothness: "rational",
    differentiable: true,
    cases: [
      product([2, 3], [3, 2], [2, 2]),
      product([1, 5], [5, 1], [1, 1]),
      product([2, 6], [6, 3], [2, 3]),
      product([2, 2, 3], [2, 3, 1], [2, 2, 1]),
      product([2, 2, 3], [3, 2], [2, 2, 2]),
      product([2, 1, 1, 2], [3, 2, 1], [2, 3, 1, 1]),
      product([2, 0], [0, 3], [2, 3]),
      product([0, 2], [2, 3], [0, 3]),
    ],
    special: [],
  },
  dot: {
    smoothness: "rational",
    differentiable: true,
    cases: [3, 1, 0].map((n) =>
      sampleCase(
        [kind([n, 1]), kind([n, 1])],
        [],
        (...args) => dot(vector(arg(args, 0)), vector(arg(args, 1))),
        (...args) =>
          () =>
            total(Array.from({ length: n }, (_, i) => arg(args, 0).at(i, 0) * arg(args, 1).at(i, 0))),
      ),
    ),
  },
  outer: {
    smoothness: "rational",
    differentiable: true,
    cases: [
      [2, 3],
      [1, 1],
      [0, 2],
    ].map(([m = 0, n = 0]) =>
      sampleCase(
        [kind([m, 1]), kind([n, 1])],
        [m, n],
        (...args) => outer(vector(arg(args, 0)), vector(arg(args, 1))),
        (...args) =>
          (i = 0, j = 0) =>
            arg(args, 0).at(i, 0) * arg(args, 1).at(j, 0),
      ),
    ),
  },
} satisfies Record<string, Sample>;
