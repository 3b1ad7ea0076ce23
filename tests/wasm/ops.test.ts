import { compile, interpreter, tensorFrom } from "@chainrule/core";
import { wasm } from "@chainrule/wasm";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { tensorOf } from "../core/ops/sample.js";
import { everySample } from "../core/ops/samples.js";

const backend = wasm();

// Samples are of fewer than 2⁶ terms below 2⁶, and every function is off by at most 2 ulp.
const tolerance = 2 ** 13 * Number.EPSILON;

const agree = (a: number, b: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= tolerance * (1 + Math.abs(b));

describe.each(everySample)("%s", (_name, { cases, special = [] }) => {
  for (const { label, domains, of } of cases)
    test.prop([fc.tuple(...domains.map(tensorOf))], { numRuns: 5 })(
      `gives what the interpreter gives: ${label}`,
      (args) => {
        const [ours, theirs] = [backend, interpreter].map((each) => compile(of, { backend: each })(...args));
        expect(ours?.shape).toEqual(theirs?.shape);
        expect(ours?.dtype).toBe(theirs?.dtype);
        const expected = theirs?.toArray() ?? [];
        return ours?.toArray().every((value, index) => agree(value, expected[index] ?? Number.NaN)) ?? false;
      },
    );

  for (const [index, { of, given, expected }] of special.entries())
    test(`has its special values (${index + 1})`, () => {
      const args = given.map((values) => tensorFrom([values.length], values, { dtype: "f64" }));
      const found = compile(of, { backend })(...args).toArray();
      const wrong = expected.filter((value, place) => !agree(found[place] ?? Number.NaN, value));
      expect(wrong).toEqual([]);
    });
});
