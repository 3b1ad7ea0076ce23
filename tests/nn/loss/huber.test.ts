import { type Expr, evaluate, grad, tensor, tensorFrom } from "@chainrule/core";
import { huber } from "@chainrule/nn";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { agrees, allAgree, moderate, sumOf } from "../rounding.js";

const errors = fc.array(moderate(), { minLength: 1, maxLength: 6 });
const deltas = fc.double({ min: 0.1, max: 5, noNaN: true });
const f64 = (values: readonly number[]) => tensorFrom([values.length], values, { dtype: "f64" });
const zeros = (values: readonly number[]) => f64(values.map(() => 0));

const formula = (delta: number, e: number): number =>
  Math.abs(e) <= delta ? 0.5 * e * e : delta * (Math.abs(e) - delta / 2);

test.prop([errors, deltas])("½ e² near 0 and δ (|e| − ½ δ) beyond, the mean over all elements", (e, delta) => {
  const expected = sumOf(e.map((value) => formula(delta, value))) / e.length;
  // Some 4 roundings an element and one for the mean, of numbers up to 6 · 50.
  return agrees(evaluate(huber({ delta })(f64(e), zeros(e))).toNumber(), expected, 32, 300);
});

test.prop([errors, deltas])("the gradient is the error, clipped to ±δ, over n", (e, delta) => {
  const gradient = evaluate(grad((y: Expr) => huber({ delta })(y, zeros(e)))(f64(e)));
  const expected = e.map((value) => Math.max(-delta, Math.min(delta, value)) / e.length);
  return allAgree(gradient.toArray(), expected, 8, 10);
});

test("the gradient is δ where the pieces meet", () => {
  const gradient = evaluate(grad((y: Expr) => huber({ delta: 2 })(y, tensor([0, 0])))(tensor([2, -2])));
  expect(gradient.toNested()).toEqual([1, -1]);
});
