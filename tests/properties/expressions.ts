// Random expressions, grown one operation at a time from a pool of values, so that subexpressions are shared as often as not.

import {
  abs,
  add,
  broadcastTo,
  concat,
  cos,
  type Expr,
  identity,
  input,
  less,
  lift,
  matmul,
  max,
  maximum,
  mul,
  neg,
  reshape,
  sigmoid,
  sin,
  slice,
  softmax,
  stopGradient,
  sub,
  sum,
  tanh,
  transpose,
  where,
} from "@chainrule/core";
import { fc } from "@fast-check/vitest";

/** An operation on matrices [2, 2], chosen by number; `rational` ones can be read in a prime field. */
type Step = (a: Expr, b: Expr) => Expr;

const rationalSteps: readonly Step[] = [
  add,
  sub,
  mul,
  (a) => neg(a),
  (a) => add(a, 0),
  (a) => mul(a, 1),
  (a) => mul(-1, a),
  (a) => sub(0, a),
  (a) => identity(a),
  (a) => transpose(a),
  (a) => broadcastTo(sum(a), [2, 2]),
  (a, b) => add(a, sum(b, 0)),
  (a) => broadcastTo(sum(a, 1, { keepDims: true }), [2, 2]),
  (a) => reshape(reshape(a, [4]), [2, 2]),
  (a, b) => matmul(a, b),
  (a, b) => slice(concat([a, b], 1), [0, 1], [2, 2]),
  (_a, b) => mul(broadcastTo(lift(2, b.dtype), [2, 2]), b),
];

/** With values between −1 and 1, whatever they are given, so that long expressions stay finite. */
const smoothSteps: readonly Step[] = [
  (a) => tanh(a),
  (a) => sin(a),
  (a) => cos(a),
  (a) => sigmoid(a),
  (a, b) => softmax(add(a, b)),
  (a, b) => add(stopGradient(sin(a)), b),
];

/** With kinks or jumps, which rounding may step over. */
const piecewiseSteps: readonly Step[] = [
  (a, b) => tanh(maximum(a, b)),
  (a) => sin(abs(a)),
  (a, b) => where(less(a, b), sin(a), cos(b)),
  (a) => tanh(sub(max(a, 1, { keepDims: true }), a)),
];

/** A random function of two matrices: its inputs, and its result. */
export interface Grown {
  readonly inputs: readonly [Expr, Expr];
  readonly output: Expr;
}

const grow = (steps: readonly Step[]): fc.Arbitrary<Grown> =>
  fc
    .array(fc.tuple(fc.nat(steps.length - 1), fc.nat(99), fc.nat(99)), { minLength: 1, maxLength: 14 })
    .map((choices) => {
      const inputs = [input([2, 2], { dtype: "f64", name: "x" }), input([2, 2], { dtype: "f64", name: "y" })] as const;
      const pool: Expr[] = [...inputs];
      const pick = (place: number): Expr => pool[pool.length - 1 - (place % pool.length)] ?? inputs[0];
      for (const [step, a, b] of choices) pool.push((steps[step] ?? add)(pick(a), pick(b)));
      return { inputs, output: pick(0) };
    });

export const rationalExpressions = grow(rationalSteps);
export const smoothExpressions = grow([...rationalSteps, ...smoothSteps, ...smoothSteps]);
export const expressions = grow([...rationalSteps, ...smoothSteps, ...smoothSteps, ...piecewiseSteps]);

/** Elements of a matrix between −1 and 1. */
export const entries: fc.Arbitrary<number[]> = fc.array(
  fc.integer({ min: -1024, max: 1024 }).map((k) => k / 1024),
  { minLength: 4, maxLength: 4 },
);

/** Elements of a matrix over the prime field 2⁶¹ − 1. */
export const residues: fc.Arbitrary<bigint[]> = fc.array(fc.bigInt({ min: 0n, max: 2n ** 61n - 2n }), {
  minLength: 4,
  maxLength: 4,
});
