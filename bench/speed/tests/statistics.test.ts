import assert from "node:assert/strict";
import { test } from "node:test";
import { showDigits, showQuantity } from "../report/quantity.js";
import { median, spread } from "../statistics/median.js";

test("the median is in the middle, whatever the order", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([9, 1, 5, 6]), 5.5);
  assert.ok(Number.isNaN(median([])));
});

test("the spread is relative to the median", () => {
  assert.equal(spread([8, 10, 13]), 0.5);
});

test("figures have three digits", () => {
  assert.deepEqual([999.4, 999.6, 131_250, 999_600, 10.7e6, 0.3].map(showQuantity), [
    "999",
    "1.00k",
    "131k",
    "1.00M",
    "10.7M",
    "0.300",
  ]);
  assert.deepEqual([0, 0.0123, 0.9999, 9.999, 12.34].map(showDigits), ["0", "0.0123", "1.00", "10.0", "12.3"]);
});
