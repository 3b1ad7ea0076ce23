import {
  constant,
  div,
  type Expr,
  exp,
  input,
  log,
  log1p,
  mul,
  ones,
  pow,
  reciprocal,
  sigmoid,
  sqrt,
  tanh,
  tensor,
} from "@chainrule/core";
import { expect, test } from "vitest";
import { isConclusive } from "../../../packages/check/src/program/domain.js";
import { computedBeyond, knownAs } from "../../../packages/check/src/program/known.js";

const f64 = (...values: readonly number[]): Expr => constant(tensor(values, { dtype: "f64" }));

const accepts = (node: Expr): boolean => computedBeyond(() => undefined, node).every(isConclusive);

test("near a singularity differences tell nothing", () => {
  for (const f of [log, sqrt]) {
    expect(accepts(f(f64(0.125, 3)))).toBe(true);
    for (const value of [0.0625, 0, -1]) expect(accepts(f(f64(3, value)))).toBe(false);
  }
  expect([-0.5, -0.9375, -2].map((value) => accepts(log1p(f64(value))))).toEqual([true, false, false]);
  for (const f of [(x: Expr) => reciprocal(x), (x: Expr) => div(f64(1), x)])
    expect([-3, -0.0625, 0, 0.0625, 3].map((value) => accepts(f(f64(value))))).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
});

test("a number above 0 has any power, another has fixed whole ones", () => {
  expect(accepts(pow(f64(0.5, 2), f64(-1.5, 0.3)))).toBe(true);
  expect(accepts(pow(f64(-2, 0), f64(3, 2)))).toBe(true);
  expect(accepts(pow(f64(-2), f64(0.5)))).toBe(false);
  expect(accepts(pow(f64(0), f64(-1)))).toBe(false);
  const x = input([1], { dtype: "f64" });
  const moving = knownAs(x, [], [2]);
  const power = pow(f64(-2), x);
  expect(computedBeyond((node) => (node === x ? moving : undefined), power).every(isConclusive)).toBe(false);
});

test("where a function is flat its derivative underflows", () => {
  for (const f of [tanh, sigmoid])
    expect([7, -9, 200].map((value) => accepts(f(f64(value))))).toEqual([true, false, false]);
});

test("values are of moderate size, or 0, and there are at most 64 in four axes", () => {
  expect([0, 6, -9, 9, -20].map((value) => accepts(exp(f64(value))))).toEqual([true, true, true, false, false]);
  expect([0, 1e-7, 1e-3, 999, 1001].map((value) => accepts(mul(f64(value), 1)))).toEqual([
    true,
    false,
    true,
    true,
    false,
  ]);
  expect([[64], [65], [1, 1, 1, 1], [1, 1, 1, 1, 1]].map((shape) => accepts(constant(ones(shape))))).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
