import { tensorFrom } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { test as example, expect } from "vitest";
import { MOST_UNITS, weightsMontage } from "../../../packages/mnist/src/picture/weights.js";
import { pixelsOf } from "./pixels.js";

/** The pixels of units of two weights each, a row of them. */
const draw = async (...units: readonly (readonly [number, number])[]) => {
  const values = [0, 1].flatMap((pixel) => units.map((weights) => weights[pixel] ?? 0));
  const weights = tensorFrom([2, units.length], values, { dtype: "f64" });
  const { at, width, height } = await pixelsOf(
    await weightsMontage({ values: weights, image: [1, 2] }, { columns: units.length, scale: 1 })(),
  );
  return { width, height, of: (unit: number) => [at(1, 3 * unit + 1), at(1, 3 * unit + 2)] };
};

const WHITE = [255, 255, 255, 255];
const RED = [165, 15, 30, 255];
const BLUE = [5, 74, 145, 255];

example("red excites, blue inhibits, white does neither, each unit on its own scale", async () => {
  const drawn = await draw([100, -100], [0.1, 0], [0, 0]);
  expect(drawn.of(0)).toEqual([RED, BLUE]);
  expect(drawn.of(1)).toEqual([RED, WHITE]);
  expect(drawn.of(2)).toEqual([WHITE, WHITE]);
});

const weight = fc.double({ min: -1e6, max: 1e6, noNaN: true });

test.prop([fc.array(fc.tuple(weight, weight), { minLength: 1, maxLength: 5 })], { numRuns: 50 })(
  "the largest units are first, and a unit turned round changes its colours",
  async (units) => {
    const sorted = [...units].sort((a, b) => Math.hypot(...b) - Math.hypot(...a));
    const [drawn, turned] = await Promise.all([draw(...units), draw(...units.map(([a, b]) => [-a, -b] as const))]);
    for (const [index, weights] of sorted.entries()) {
      const isReddish = ([red = 0, , blue = 0]: readonly number[]): boolean => red > blue;
      const shown = drawn.of(index);
      for (const [pixel, value] of weights.entries()) {
        const largest = Math.max(...weights.map(Math.abs));
        if (Math.abs(value) < 0.05 * largest || largest === 0) continue;
        expect(isReddish(shown[pixel] ?? [])).toBe(value > 0);
        expect(isReddish(turned.of(index)[pixel] ?? [])).toBe(value < 0);
      }
    }
  },
);

example("of many units, those with the largest norms are there", async () => {
  const units = Array.from({ length: MOST_UNITS + 7 }, (_, index) => [index, 0] as const);
  const { width } = await draw(...units);
  expect(width).toBe(3 * MOST_UNITS + 1);
});

example("a few weights beyond the others do not leave these pale", async () => {
  const values = tensorFrom(
    [400, 1],
    Array.from({ length: 400 }, (_, pixel) => (pixel === 0 ? 1000 : -1)),
  );
  const { at } = await pixelsOf(await weightsMontage({ values, image: [20, 20] }, { columns: 1, scale: 1 })());
  expect(at(1, 1)).toEqual(RED);
  expect(at(1, 2)).toEqual(BLUE);
});
