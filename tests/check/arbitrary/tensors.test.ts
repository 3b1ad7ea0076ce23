import { shaped, tensors } from "@chainrule/check";
import { epsilonOf, type Shape, type Tensor } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { domains } from "./domains.js";
import { frequencies } from "./frequencies.js";
import { shrunk } from "./shrunk.js";

const includes =
  (...values: readonly number[]) =>
  (drawn: Tensor): boolean =>
    drawn.toArray().some((value) => values.includes(value));

const hasTies = (drawn: Tensor): boolean => new Set(drawn.toArray()).size < drawn.size;

const isConstant = (drawn: Tensor): boolean => new Set(drawn.toArray()).size === 1;

test.prop([tensors(shaped([2, 3], { min: 0, max: 9, dtype: "u8" }))])("have their shape, dtype and domain", (drawn) => {
  expect([drawn.shape, drawn.dtype]).toEqual([[2, 3], "u8"]);
  expect(drawn.toArray().every((value) => value <= 9)).toBe(true);
});

test.prop([domains, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer()])(
  "lie in their domain, at its edges too",
  (domain, edges, seed) => {
    for (const drawn of fc.sample(tensors(shaped([3], domain), { edges }), { seed, numRuns: 20 }))
      expect(drawn.toArray().every((value) => value >= domain.min && value <= domain.max)).toBe(true);
  },
);

test.prop([domains, fc.integer()])(
  "ends that f32 cannot hold do not round to outside of the domain",
  (domain, seed) => {
    // Wide enough for numbers with few digits, so that only the ends are in question.
    const wide = { min: domain.min - 1, max: domain.max + 1 };
    for (const drawn of fc.sample(tensors(shaped([3], { ...wide, dtype: "f32" }), { edges: 1 }), { seed, numRuns: 20 }))
      expect(drawn.toArray().every((value) => value >= wide.min && value <= wide.max)).toBe(true);
  },
);

describe("edges", () => {
  const counted = {
    zero: includes(0),
    one: includes(1, -1),
    half: includes(0.5, -0.5),
    epsilon: includes(epsilonOf("f64"), -epsilonOf("f64")),
    lowest: includes(-3),
    highest: includes(2.5),
    ties: hasTies,
    constant: isConstant,
  };
  const input = shaped([3], { min: -3, max: 2.5 });

  test("each of them is drawn, and most tensors are elsewhere", () => {
    const counts = frequencies(tensors(input), {
      ...counted,
      elsewhere: (drawn) => !hasTies(drawn) && !includes(0)(drawn),
    });
    // Once and more in the 100 runs of a property, but for the last they are exceptions.
    for (const [name, count] of Object.entries(counts)) expect(count, name).toBeGreaterThan(10);
    expect(counts.constant).toBeLessThan(100);
    expect(counts.ties).toBeLessThan(250);
    expect(counts.elsewhere).toBeGreaterThan(700);
  });

  test("as often as is asked for", () => {
    const everywhere = frequencies(tensors(input, { edges: 0 }), counted);
    // Of some 3000 numbers in the domain, one is drawn less than once in 1000 tensors of three; ties are as rare.
    expect(Math.max(...Object.values(everywhere))).toBeLessThan(10);
    const always = frequencies(tensors(input, { edges: 1 }), counted);
    for (const [name, count] of Object.entries(always)) expect(count, name).toBeGreaterThan(100);
    expect(() => tensors(input, { edges: 1.5 })).toThrow("edges: a fraction lies between 0 and 1, and 1.5 does not");
  });

  test("of whole numbers, those that are whole", () => {
    const whole = fc.sample(tensors(shaped([3], { min: -1.5, max: 9.5, integers: true }), { edges: 1 }), 200);
    expect(whole.every((drawn) => drawn.toArray().every(Number.isInteger))).toBe(true);
    expect(whole.some(includes(-1)) && whole.some(includes(9))).toBe(true);
  });
});

describe("shrinking", () => {
  const drawn = (shape: Shape): fc.Arbitrary<Tensor> => tensors(shaped(shape), { edges: 0.5 });

  test.prop([fc.integer()])("goes element by element to the simplest that fail", (seed) => {
    expect(shrunk(drawn([2, 2]), () => false, seed)?.toArray()).toEqual([0, 0, 0, 0]);
    expect(shrunk(drawn([]), includes(0), seed)?.toNumber()).toSatisfy((x: number) => Math.abs(x) === 1);
    expect(shrunk(drawn([]), (x) => x.toNumber() >= 0, seed)?.toNumber()).toBe(-1);
  });
});
