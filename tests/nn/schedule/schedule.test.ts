import { constant, evaluate, full, lift } from "@chainrule/core";
import { constantRate, cosineDecay, exponentialDecay, type Schedule, stepDecay, warmUp } from "@chainrule/nn";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { agrees } from "../rounding.js";

const at = (schedule: Schedule, step: number): number =>
  evaluate(lift(schedule(constant(full([], step, { dtype: "f64" }))), "f64")).toNumber();

const steps = fc.nat(1000);
const options = { initial: 0.5, factor: 0.8, every: 50 };

const cosine = (t: number): number => 0.1 + ((0.5 - 0.1) / 2) * (1 + Math.cos((Math.PI * Math.min(t, 300)) / 300));
const exponential = (t: number): number => 0.5 * 0.8 ** (t / 50);

const schedules: readonly (readonly [string, Schedule, (t: number) => number])[] = [
  ["constantRate", constantRate(0.3), () => 0.3],
  ["stepDecay", stepDecay(options), (t) => 0.5 * 0.8 ** Math.floor(t / 50)],
  ["exponentialDecay", exponentialDecay(options), exponential],
  ["cosineDecay", cosineDecay({ initial: 0.5, steps: 300, final: 0.1 }), cosine],
  [
    "warmUp, then a schedule that counts from there",
    warmUp({ steps: 20, schedule: exponentialDecay(options) }),
    (t) => (t < 20 ? (0.5 * (t + 1)) / 20 : exponential(t - 20)),
  ],
];

describe.each(schedules)("%s", (_name, schedule, formula) => {
  // Powers of at most 20 and angles of at most π: a handful of roundings, magnified by no more than 20.
  test.prop([steps])("has its closed form", (step) => agrees(at(schedule, step), formula(step), 100));
});

test("stepDecay changes at the first step of each stretch", () => {
  const schedule = stepDecay({ initial: 1, factor: 0.5, every: 3 });
  expect([0, 1, 2, 3, 5, 6].map((step) => at(schedule, step))).toEqual([1, 1, 1, 0.5, 0.5, 0.25]);
});

test("warmUp reaches the first rate without a step of rate 0", () => {
  const schedule = warmUp({ steps: 4, schedule: constantRate(1) });
  expect([0, 1, 2, 3, 4, 5].map((step) => at(schedule, step))).toEqual([0.25, 0.5, 0.75, 1, 1, 1]);
});
