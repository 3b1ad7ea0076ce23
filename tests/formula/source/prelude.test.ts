import { real } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { preludeOf } from "../../../packages/formula/src/source/prelude.js";
import { toTypeScript } from "../../../packages/formula/src/source/typescript.js";
import { call, number, product, reduce } from "../../../packages/formula/src/term/term.js";
import { at, derivation, index, step, value } from "./by-hand.js";
import { gradientIn, sourceFolder } from "./run.js";

const folder = sourceFolder();

const x = value("x", 3);
const k = index(1000, 3);
const functions = ["sigmoid", "softplus", "erf"] as const;

/** What the functions that a source brings along give for each of three numbers. */
const applied = gradientIn(
  folder.write(
    toTypeScript(
      derivation(
        [
          ...functions.map((name) => step("gradient", value(name, 3), [k], call(name, at(x, k)))),
          ...(["max", "min", "argmax"] as const).map((by) =>
            step("gradient", value(by), [], reduce(by, [k], at(x, k))),
          ),
          step("gradient", value("rest", 3), [k], call("remainder", product(number(-1), at(x, k)), number(3))),
        ],
        [x],
      ),
    ),
  ),
);

const numbers = fc.oneof(
  fc.double({ min: -8, max: 8, noNaN: true }),
  fc.constantFrom(0, 0.5, -0.9, 0.99, 1, -1, 6, -6, 40, -40, 800, -800, Infinity, -Infinity, Number.NaN),
);

describe("the functions of a source", () => {
  test.prop([fc.tuple(numbers, numbers, numbers)])("are those of the library", async (values) => {
    const found = await applied.then((f) => f({ x: values }));
    functions.forEach((name) => {
      values.forEach((value, place) => {
        const row = found[`d${name}`] ?? found[`d${name}2`];
        const actual = Array.isArray(row) ? row[place] : undefined;
        const expected = real[name](value);
        // The same steps but for the last roundings: four of them.
        if (!Object.is(actual, expected))
          expect(Math.abs(Number(actual) - expected), `${name}(${value}) = ${actual}`).toBeLessThanOrEqual(
            4 * Number.EPSILON * Math.abs(expected),
          );
      });
    });
    const [first, ...others] = values;
    const { dmax, dmin, dargmax, drest } = found;
    expect(drest).toEqual(values.map((value) => -value - 3 * Math.floor(-value / 3)));
    expect(dmax).toBe(others.reduce(real.max, first));
    expect(dmin).toBe(others.reduce(real.min, first));
    expect(dargmax).toBe(values.reduce((best, value, at) => ((values[best] ?? 0) < value ? at : best), 0));
  });
});

test("a source brings along what it calls, and what that calls", () => {
  expect(preludeOf("argmax(3, f) + x.sum(2) + mysum(1)").map((code) => /const (\w+)/.exec(code)?.[1])).toEqual([
    "fill",
    "argmax",
  ]);
});
