import { fc, test } from "@fast-check/vitest";
import { test as example, expect } from "vitest";
import { median } from "../../../../packages/mnist/src/picture/digit/median.js";

test.prop([fc.array(fc.integer(), { minLength: 1 })])("as many values are below the median as above", (values) => {
  const middle = median(values);
  const below = values.filter((value) => value < middle).length;
  const above = values.filter((value) => value > middle).length;
  expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
});

example.each([
  [[3], 3],
  [[9, 1, 2], 2],
  [[1, 10, 2, 20], 6],
])("the median of %j is %d", (values, expected) => {
  expect(median(values)).toBe(expected);
});
