import { constant, evaluate, full } from "@chainrule/core";
import { expect, test } from "vitest";
import { schedules } from "../../../packages/mnist/src/recipe/schedule.js";

test("a constant rate is that rate", () => {
  expect(schedules.constant(0.3)).toBe(0.3);
});

test("a cosine falls from the first step to nothing at the last", () => {
  const rate = schedules.cosine(0.3, 10);
  if (typeof rate === "number") throw new TypeError("a schedule is a function of the step");
  const at = (step: number): number => evaluate(rate(constant(full([], step, { dtype: "f64" })))).toNumber();
  expect(at(0)).toBe(0.3);
  expect(at(10)).toBe(0);
  // Between them it falls: cos is monotonous from 0 to π.
  const rates = Array.from({ length: 11 }, (_, step) => at(step));
  expect(rates).toEqual(rates.toSorted((a, b) => b - a));
  expect(new Set(rates).size).toBe(11);
});
