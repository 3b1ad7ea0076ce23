import { add, evaluate, mul, tensor } from "@chainrule/core";
import { expect, test } from "vitest";

test("numbers take the dtype of the operand beside them, on either side, and are f32 among themselves", () => {
  const x = tensor([1], { dtype: "f64" });
  const i = tensor([1], { dtype: "i32" });
  expect([add(x, 2), add(2, x), mul(i, 2), mul(2, i), add(1, 2)].map(({ dtype }) => dtype)).toEqual([
    "f64",
    "f64",
    "i32",
    "i32",
    "f32",
  ]);
  expect(evaluate(add(1, 2)).toNumber()).toBe(3);
});
