import { expect, test } from "vitest";
import { op } from "../../../packages/wasm/src/code/code.js";
import { demote, promote, throughDoubles } from "../../../packages/wasm/src/lanes/halves.js";
import { mapping } from "../mapping.js";

test.each([2, 4] as const)("a function of doubles is applied to all of %i lanes of f32", (lanes) => {
  const run = mapping(["f32", "f32"], "f32", lanes, (a, b) =>
    throughDoubles(lanes, { widen: promote, narrow: demote }, (x, y) => op("f64x2.div", x, y), [a, b]),
  );
  expect(run([1, 2, 3, 4, 5], [3, 4, 5, 6, 7])).toEqual([1 / 3, 2 / 4, 3 / 5, 4 / 6, 5 / 7].map(Math.fround));
});
