import { type Expr, evaluate, grad, sum, tensor, tensorFrom } from "@chainrule/core";
import { gelu } from "@chainrule/nn";
import { test } from "@fast-check/vitest";
import { expect } from "vitest";
import { agrees, moderate } from "../rounding.js";

const at = (x: number) => tensorFrom([1], [x], { dtype: "f64" });
const valueAt = (x: number): number => evaluate(gelu(at(x))).toArray()[0] ?? Number.NaN;

test("x Φ(x), from a table of Φ", () => {
  // Φ(1) and Φ(2) to 15 places (Abramowitz and Stegun, table 26.1).
  expect(agrees(valueAt(1), 0.841344746068543, 8)).toBe(true);
  expect(agrees(valueAt(2), 2 * 0.977249868051821, 8)).toBe(true);
  expect(evaluate(gelu(tensor([0]))).toNested()).toEqual([0]);
});

// Φ(x) + Φ(−x) = 1; each value has a handful of roundings of numbers up to 10.
test.prop([moderate()])("gelu(x) − gelu(−x) = x", (x) => agrees(valueAt(x) - valueAt(-x), x, 8, 10));

// Φ is taken from the value, which is x Φ(x): that needs an x which is not subnormal.
const points = moderate(5).filter((x) => x === 0 || Math.abs(x) > 1e-300);

test.prop([points])("its derivative is Φ(x) + x φ(x)", (x) => {
  const [slope = Number.NaN] = evaluate(grad((v: Expr) => sum(gelu(v)))(at(x))).toArray();
  const cumulative = x === 0 ? 0.5 : valueAt(x) / x;
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  // The exponent, up to 12.5, carries its rounding.
  return agrees(slope, cumulative + x * density, 32, 2);
});
