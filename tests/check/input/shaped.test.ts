import { shaped } from "@chainrule/check";
import { expect, test } from "vitest";

test("a domain without numbers is refused", () => {
  expect(() => shaped([1], { min: 1, max: 0 })).toThrow("no number lies between min 1 and max 0");
  expect(() => shaped([1], { min: 0.2, max: 0.8, integers: true })).toThrow("no whole number");
  expect(() => shaped([1], { max: Number.POSITIVE_INFINITY })).toThrow(RangeError);
});
