import { constant, evaluate, full, lift } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, test as example, expect } from "vitest";
import { type ScheduleName, scheduleNames, schedules } from "../../../packages/mnist/src/recipe/schedule.js";
import { agrees } from "../../nn/rounding.js";

const INITIAL = 0.3;

/** The rate at a step of a run of so many. */
const rateAt = (name: ScheduleName, steps: number, step: number): number => {
  const rate = schedules[name](INITIAL, steps);
  if (typeof rate === "number") return rate;
  return evaluate(lift(rate(constant(full([], step, { dtype: "f64" }))), "f64")).toNumber();
};

const runs = fc
  .integer({ min: 1, max: 400 })
  .chain((steps) => fc.tuple(fc.constant(steps), fc.nat({ max: steps - 1 })));

describe.each(scheduleNames)("%s", (name) => {
  test.prop([runs])("never stands still, and never goes beyond the rate that it is given", ([steps, step]) => {
    const rate = rateAt(name, steps, step);
    expect(rate).toBeGreaterThan(0);
    expect(rate).toBeLessThanOrEqual(INITIAL);
  });

  test.prop([runs])("does not rise, once it has been at its highest", ([steps, step]) => {
    const top = name === "warm-cosine" ? Math.ceil(steps / 20) : 0;
    const [now, next] = [rateAt(name, steps, top + step), rateAt(name, steps, top + step + 1)];
    expect(next).toBeLessThanOrEqual(now);
  });
});

example("a constant rate is that rate", () => {
  expect(schedules.constant(0.3)).toBe(0.3);
});

example("a cosine falls from the first step to nothing at the last", () => {
  expect([rateAt("cosine", 10, 0), rateAt("cosine", 10, 10)]).toEqual([INITIAL, 0]);
  // Between them it falls: cos is monotonous from 0 to π.
  const rates = Array.from({ length: 11 }, (_, step) => rateAt("cosine", 10, step));
  expect(rates).toEqual(rates.toSorted((a, b) => b - a));
  expect(new Set(rates).size).toBe(11);
});

example("a warm cosine first rises over a twentieth of the run, in equal steps", () => {
  const rates = [0, 1, 2, 3, 4, 5].map((step) => rateAt("warm-cosine", 100, step));
  const rising = [1 / 5, 2 / 5, 3 / 5, 4 / 5, 1, 1].map((share) => INITIAL * share);
  for (const [step, rate] of rates.entries()) expect(agrees(rate, rising[step] ?? Number.NaN, 4)).toBe(true);
  expect(rateAt("warm-cosine", 100, 100)).toBe(0);
  // Halfway from its top at step 5 to the end it is half of it.
  expect(agrees(rateAt("warm-cosine", 105, 6 + 99 / 2), INITIAL / 2, 10)).toBe(true);
});

example("steps halve the rate after each fifth", () => {
  const rates = [0, 19, 20, 39, 40, 60, 80, 99].map((step) => rateAt("step", 100, step) / INITIAL);
  expect(rates).toEqual([1, 1, 1 / 2, 1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 16]);
});

test.prop([runs])(
  "exponentially, the same part is lost in each step, and a hundredth is left at the end",
  ([steps, step]) => {
    expect(agrees(rateAt("exponential", steps, 0), INITIAL, 4)).toBe(true);
    expect(agrees(rateAt("exponential", steps, steps), INITIAL / 100, 10)).toBe(true);
    const [before, now, after] = [step, step + 1, step + 2].map((at) => rateAt("exponential", steps, at));
    expect(agrees((before ?? 0) * (after ?? 0), (now ?? 0) ** 2, 20)).toBe(true);
  },
);
