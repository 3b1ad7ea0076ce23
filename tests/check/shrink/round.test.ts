import { add, constant, input, isFloating, pad, take, tensor } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { lengthOf } from "../../../packages/check/src/shrink/length.js";
import { reduce } from "../../../packages/check/src/shrink/reduce.js";
import { round } from "../../../packages/check/src/shrink/round.js";
import { simplerNumbers } from "../../../packages/check/src/shrink/simpler-numbers.js";
import { type Specimen, specimen } from "../../../packages/check/src/specimen/specimen.js";
import { show } from "./show.js";

const x = input([2], { dtype: "f64", name: "x" });
const i = input([2], { dtype: "i32", name: "i" });

describe("a simpler number", () => {
  const numerals = fc.oneof(
    fc.record({ value: fc.double(), dtype: fc.constantFrom("f64", "f32") }),
    fc.record({ value: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), dtype: fc.constant("i32") }),
    fc.record({ value: fc.nat(255), dtype: fc.constant("u8") }),
  );

  test.prop([numerals])("is shorter, or the same", (numeral) => {
    for (const simpler of simplerNumbers) {
      const value = simpler(numeral);
      const isSame = Object.is(value, numeral.value);
      expect(isSame || (lengthOf(value) < lengthOf(numeral.value) && !Object.is(value, -0))).toBe(true);
    }
  });

  test.prop([numerals.filter(({ dtype }) => !isFloating(dtype))])(
    "keeps integers whole, on their side, and in range",
    ({ value, dtype }) => {
      for (const simpler of simplerNumbers.map((simplify) => simplify({ value, dtype }))) {
        expect(Number.isInteger(simpler)).toBe(true);
        expect(Math.abs(simpler)).toBeLessThanOrEqual(Math.abs(value));
        if (value >= 0) expect(simpler).toBeGreaterThanOrEqual(0);
      }
    },
  );

  test("is 0, 1, a half, a whole number, or has fewer digits", () => {
    const of = (value: number): readonly number[] => [
      ...new Set(simplerNumbers.map((simplify) => simplify({ value, dtype: "f64" }))),
    ];
    expect(of(-2.6)).toEqual([0, 1, -1, 0.5, -3, -2, -2.5, -2.59375, -2.5999755859375]);
    expect(of(0)).toEqual([0]);
    expect(of(-0)).toEqual([0]);
  });
});

describe("round", () => {
  const values = (s: Specimen): readonly (readonly number[])[] => s.point.map((value) => value.toArray());

  test("changes all numbers at first, and each alone at last", () => {
    const origin = specimen([x], add(x, x), [tensor([3, 5], { dtype: "f64" })]);
    const candidates = [...round(origin)].map(values);
    expect(candidates[0]).toEqual([[0, 0]]);
    expect(candidates.at(-1)?.[0]?.[1]).toBe(5);
    expect(candidates).toContainEqual([[3, 0]]);
  });

  test("takes the sign from −0", () => {
    const origin = specimen([x], add(x, x), [tensor([-0, 0], { dtype: "f64" })]);
    expect([...round(origin)].map(values)).toContainEqual([[0, 0]]);
  });

  test("reaches constants and what pads, and leaves alone what is simple", () => {
    const shift = constant(tensor([0.3, 0], { dtype: "f64" }), "shift");
    const origin = specimen([x], pad(add(x, shift), [[0, 1]], 7), [tensor([0, 0], { dtype: "f64" })]);
    const [first] = round(origin);
    expect(first && show(first)).toMatchInlineSnapshot(`
      "(x: f64[2]) => {
        shift = f64[2] [0, 0]  : f64[2]
        return pad(x + shift, widths: [[0, 1]], value: 0)
      }
      f64[2] [0, 0]"
    `);
    const simplest = first && [...round(first)];
    expect(simplest).toEqual([]);
  });

  test.prop([fc.array(fc.nat(8), { minLength: 2, maxLength: 2 })])("keeps indices in range", (indices) => {
    const table = input([9], { dtype: "f64", name: "table" });
    const origin = specimen([table, i], take(table, i), [
      tensor([0, 1, 2, 3, 4, 5, 6, 7, 8], { dtype: "f64" }),
      tensor([indices[0] ?? 0, indices[1] ?? 0], { dtype: "i32" }),
    ]);
    for (const { point } of round(origin))
      for (const index of point[1]?.toArray() ?? []) expect(index >= 0 && index <= 8).toBe(true);
  });

  test("ends where no number can be simpler with the fault left", () => {
    const origin = specimen([x], add(x, x), [tensor([3.7, -5.2], { dtype: "f64" })]);
    const reduced = reduce(origin, ({ point }) => (point[0]?.toArray() ?? []).some((value) => value < -1.25));
    expect(values(reduced)).toEqual([[-2]]);
  });
});
