import { type Expr, evaluate, input, tensor } from "@chainrule/core";
import { halfSquaredError, meanSquaredError } from "@chainrule/nn";
import { expect, test } from "vitest";

const y = input([64, 10]);

test("targets of another shape are a compile error and a ShapeError", () => {
  // @ts-expect-error labels are not targets of a squared error
  expect(() => meanSquaredError(y, input([64]))).toThrow(/\[64, 10\].*\[64\]/);
  // @ts-expect-error nor is a batch of another size
  expect(() => meanSquaredError(y, input([32, 10]))).toThrow(/\[64, 10\].*\[32, 10\]/);
  // @ts-expect-error nor what would broadcast
  expect(() => meanSquaredError(y, input([64, 1]))).toThrow(/\[64, 10\].*\[64, 1\]/);
  // @ts-expect-error nor a scalar
  expect(() => meanSquaredError(y, input([]))).toThrow(/\[64, 10\].*\[\]/);
});

test("sizes that the types do not know are checked at run time alone", () => {
  const unknown: Expr = input([64]);
  expect(() => meanSquaredError(y, unknown)).toThrow(/\[64, 10\].*\[64\]/);
  const batch: Expr<readonly [number, number]> = input([64, 10]);
  expect(meanSquaredError(y, batch).shape).toEqual([]);
  expect(meanSquaredError(batch, y).shape).toEqual([]);
});

test("integer targets take the dtype of the predictions", () => {
  const loss = halfSquaredError(tensor([[1.5]], { dtype: "f64" }), tensor([[1]], { dtype: "u8" }));
  expect(loss.dtype).toBe("f64");
  expect(evaluate(loss).toNumber()).toBe(0.125);
});

test("targets of the other floating dtype are rejected", () => {
  expect(() => meanSquaredError(tensor([1], { dtype: "f64" }), tensor([1]))).toThrow("f64 and f32");
});
