import { numbers } from "@chainrule/check";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { domains } from "./domains.js";
import { shrunk } from "./shrunk.js";

test.prop([domains, fc.boolean(), fc.integer()])("numbers lie in their domain", (domain, simple, seed) => {
  for (const value of fc.sample(numbers({ ...domain, simple }), { seed, numRuns: 50 })) {
    expect(value).toBeGreaterThanOrEqual(domain.min);
    expect(value).toBeLessThanOrEqual(domain.max);
  }
});

test.prop([fc.integer()])("they shrink to the simplest for which the property fails", (seed) => {
  const drawn = numbers({ min: -2, max: 2 });
  expect(shrunk(drawn, () => false, seed)).toBe(0);
  expect(shrunk(drawn, (x) => x === 0, seed)).toSatisfy((x: number) => Math.abs(x) === 1);
  expect(shrunk(drawn, (x) => x >= 0, seed)).toBe(-1);
  expect(shrunk(numbers({ min: 0.25, max: 2 }), () => false, seed)).toBe(1);
});

test.prop([fc.integer()])("whole numbers are whole, and simple numbers few", (seed) => {
  const whole = fc.sample(numbers({ min: -3.5, max: 9.5, integers: true }), { seed, numRuns: 100 });
  expect(whole.every((x) => Number.isInteger(x) && x >= -3 && x <= 9)).toBe(true);
  const simple = fc.sample(numbers({ min: -2, max: 2, simple: true }), { seed, numRuns: 200 });
  expect(new Set(simple.map(Math.abs)).size).toBeLessThanOrEqual(8);
});

test.prop([fc.integer()])("two draws are seldom equal", (seed) => {
  const drawn = fc.sample(numbers({ min: -2, max: 2 }), { seed, numRuns: 64 });
  // Of 64 draws from 4096 numbers and more, half a pair is expected to be equal.
  expect(new Set(drawn).size).toBeGreaterThan(56);
});
