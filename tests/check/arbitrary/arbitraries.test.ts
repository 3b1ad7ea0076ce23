import { numbers, shaped, shapes, tensors, trees } from "@chainrule/check";
import { type Shape, sizeOf, Tensor, tensor } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { List, Record } from "immutable";
import { describe, expect } from "vitest";

/** The simplest value for which a property fails, by fast-check's own shrinking. */
const shrunk = <A>(arbitrary: fc.Arbitrary<A>, holds: (value: A) => boolean, seed: number): A | undefined =>
  fc.check(fc.property(arbitrary, holds), { seed, numRuns: 1000 }).counterexample?.[0];

const domains = fc
  .tuple(fc.double({ min: -100, max: 100, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true }))
  .map(([min, width]) => ({ min, max: min + width }));

describe("numbers", () => {
  test.prop([domains, fc.boolean(), fc.infiniteStream(fc.nat())])("lie in their domain", (domain, simple, seeds) => {
    const [seed = 0] = [...seeds.take(1)];
    for (const value of fc.sample(numbers({ ...domain, simple }), { seed, numRuns: 50 })) {
      expect(value).toBeGreaterThanOrEqual(domain.min);
      expect(value).toBeLessThanOrEqual(domain.max);
    }
  });

  test.prop([fc.integer()])("shrink to the simplest for which the property fails", (seed) => {
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
});

describe("shapes", () => {
  test.prop([shapes({ maxRank: 3, minSize: 0, maxSize: 2 })])("keep to their bounds", (shape) => {
    expect(shape.length).toBeLessThanOrEqual(3);
    expect(shape.every((size) => size >= 0 && size <= 2)).toBe(true);
  });

  test.prop([fc.integer()])("shrink to few axes and few elements", (seed) => {
    expect(shrunk(shapes(), () => false, seed)).toEqual([]);
    expect(shrunk(shapes(), (shape) => shape.length < 2, seed)).toEqual([1, 1]);
  });

  test("all of them are drawn", () => {
    const drawn = fc.sample(shapes(), { seed: 1, numRuns: 1000 }).map((shape: Shape) => shape.join("×"));
    expect(new Set(drawn).size).toBe(1 + 3 + 9);
  });
});

describe("tensors and trees", () => {
  test.prop([tensors(shaped([2, 3], { min: 0, max: 9, dtype: "u8" }))])("have their shape, dtype and domain", (t) => {
    expect([t.shape, t.dtype]).toEqual([[2, 3], "u8"]);
    expect(t.toArray().every((value) => value <= 9)).toBe(true);
  });

  const Layer = Record({ weights: shaped([2, 2]), bias: shaped([2]) });
  const labels = tensor([1, 2]);
  test.prop([trees({ layers: List([Layer()]), rate: 0.5, labels, pair: [shaped([]), shaped([1])] })])(
    "keep the form of their tree, and what is given",
    ({ layers, rate, labels: given, pair }) => {
      expect(layers.get(0)?.weights.shape).toEqual([2, 2]);
      expect(layers.get(0)?.bias).toBeInstanceOf(Tensor);
      expect(rate.toNumber()).toBe(0.5);
      expect(given).toBe(labels);
      expect(pair.map(({ shape }) => sizeOf(shape))).toEqual([1, 1]);
    },
  );

  test("what is no tree of inputs is refused with its path", () => {
    expect(() => trees({ a: [new Date()] })).toThrow(
      "a[0] is a Date; inputs are shaped(…), tensors or numbers, in plain objects",
    );
  });

  test("a domain without numbers is refused", () => {
    expect(() => shaped([1], { min: 1, max: 0 })).toThrow("no number lies between min 1 and max 0");
    expect(() => shaped([1], { min: 0.2, max: 0.8, integers: true })).toThrow("no whole number");
    expect(() => shaped([1], { max: Number.POSITIVE_INFINITY })).toThrow(RangeError);
  });
});
