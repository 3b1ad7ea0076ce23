// Random programs: one operation on the result of the last, again and again, so that each of them matters.

import {
  add,
  argmax,
  broadcastTo,
  cast,
  concat,
  customGradient,
  type Expr,
  input,
  less,
  matmul,
  max,
  mul,
  neg,
  oneHot,
  pad,
  reshape,
  scatterAdd,
  sigmoid,
  sin,
  slice,
  sub,
  sum,
  take,
  tanh,
  tensorFrom,
  transpose,
  where,
} from "@chainrule/core";
import { fc } from "@fast-check/vitest";
import { type Specimen, specimen } from "../../../packages/check/src/specimen/specimen.js";

/** Inputs that stand by: a matrix [3, 3] that has zeros, and three indices below 3. */
interface Standing {
  readonly x: Expr;
  readonly i: Expr;
}

/** An operation on matrices [3, 3]. */
export type Step = (a: Expr, b: Expr, standing: Standing) => Expr;

const negated = customGradient(
  (a: Expr) => sin(neg(a)),
  (g, _y, a) => [mul(neg(g), sin(add(a, Math.PI / 2)))],
);

/** Each depends on all elements of its first argument, and keeps values small. */
const steps: readonly Step[] = [
  (a) => tanh(a),
  (a) => sigmoid(a),
  (a) => negated(a),
  (a, b) => sin(mul(a, b)),
  (a, b) => add(a, tanh(b)),
  (a, b) => tanh(matmul(a, b)),
  (a) => transpose(a),
  (a) => tanh(add(a, sum(a, 0))),
  (a) => sub(a, max(a, 1, { keepDims: true })),
  (a, b) => slice(concat([a, b], 1), [0, 0], [3, 3]),
  (a) => slice(pad(a, [[1, 0], [0, 2]], 0.5), [1, 0], [3, 3]), // biome-ignore format: one line for each step
  (a) => reshape(add(reshape(a, [9]), 0.25), [3, 3]),
  (a, b) => where(less(b, 0), sin(a), mul(a, 0.75)),
  (a, _b, { i }) => add(a, take(a, i)),
  (a, _b, { i }) => tanh(add(a, scatterAdd(a, i, 3, 1))),
  (a) => add(a, cast(oneHot(argmax(a), 3), "f64")),
  (a) => mul(a, broadcastTo(sigmoid(sum(a, [0, 1], { keepDims: true })), [3, 3])),
];

/** Not 0, and nowhere near underflow. */
const entries = fc.array(
  fc.integer({ min: -1023, max: 1023 }).map((k) => (2 * k + 1) / 2048),
  { minLength: 9, maxLength: 9 },
);

/** Towers of so many steps, one of which is a given one. */
export const towers = (height: number, special: Step = tanh): fc.Arbitrary<Specimen> =>
  fc
    .record({
      choices: fc.array(fc.tuple(fc.nat(steps.length - 1), fc.nat(99)), { minLength: height, maxLength: height }),
      place: fc.nat(height - 1),
      values: entries,
      indices: fc.array(fc.nat(2), { minLength: 3, maxLength: 3 }),
    })
    .map(({ choices, place, values, indices }) => {
      const x = input([3, 3], { dtype: "f64", name: "x" });
      const y = input([3, 3], { dtype: "f64", name: "y" });
      const i = input([3], { dtype: "i32", name: "i" });
      const pool: Expr[] = [x, y];
      const pick = (back: number): Expr => pool[pool.length - 1 - (back % pool.length)] ?? x;
      for (const [index, [choice, back]] of choices.entries()) {
        const step = index === place ? special : (steps[choice] ?? special);
        pool.push(step(pick(0), pick(back), { x, i }));
      }
      const withZeros = values.map((value, index) => (index % 4 === 0 ? 0 : value));
      return specimen([x, y, i], pick(0), [
        tensorFrom([3, 3], withZeros, { dtype: "f64" }),
        tensorFrom([3, 3], values, { dtype: "f64" }),
        tensorFrom([3], indices, { dtype: "i32" }),
      ]);
    });
