import { fc, test } from "@fast-check/vitest";
import { describe, test as example, expect } from "vitest";
import {
  numberBelow,
  pair,
  positive,
  sizes,
  wholeNumber,
  wholeNumbers,
} from "../../../packages/mnist/src/cli/flags.js";

/** Texts that are no numbers, or not of the kind or in the range that is asked for. */
const refusedBy: readonly (readonly [name: string, read: (text: string) => unknown, texts: readonly string[]])[] = [
  ["a whole number", wholeNumber(1, 4), ["", " ", "x", "0", "5", "1.5", "-1", "1e3", "Infinity", "NaN"]],
  ["a number above 0", positive, ["", "x", "0", "-1", "Infinity", "NaN", "1,5"]],
  ["a number below 1", numberBelow(1), ["", " ", "x", "1", "-0.1", "NaN", "Infinity"]],
  ["a number below infinity", numberBelow(Number.POSITIVE_INFINITY), ["", "x", "-1", "NaN", "Infinity"]],
  ["sizes", sizes, ["", "0", "3,x", "3,", "1.5", "-3", "None"]],
  ["two numbers", pair, ["", "1", "0,", ",1", "0,1,2", "1,0", "1,1", "0,x", "0,Infinity", "-Infinity,Infinity"]],
  ["whole numbers", wholeNumbers, ["", "x", "1,", "3-1", "1-", "-1", "1.5", "0-9007199254740992", "1-2000"]],
];

describe("what may stand behind an option", () => {
  example.each(refusedBy.flatMap(([name, read, texts]) => texts.map((text) => [name, text, read] as const)))(
    "%s is not '%s'",
    (_, text, read) => {
      expect(() => read(text)).toThrow(/^Expected /);
    },
  );

  test.prop([fc.maxSafeNat()])("a whole number is read as it is written", (value) => {
    expect(wholeNumber(0)(String(value))).toBe(value);
  });

  test.prop([fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1 }), fc.constantFrom(",", "-")])(
    "sizes are read as they are written, with commas or dashes",
    (list, separator) => {
      expect(sizes(list.join(separator))).toEqual(list);
    },
  );

  test.prop([fc.uniqueArray(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), { minLength: 2, maxLength: 2 })])(
    "two numbers are read as they are written, the smaller one first",
    (both) => {
      const [least, greatest] = both.toSorted((a, b) => a - b);
      fc.pre(least !== greatest);
      // +0: what is written of −0 is 0.
      expect(pair(`${least},${greatest}`)).toEqual([(least ?? 0) + 0, (greatest ?? 0) + 0]);
    },
  );

  example("of two numbers −0 is 0", () => {
    expect(pair("-0,1")).toEqual([0, 1]);
  });

  test.prop([fc.nat({ max: 1e6 }), fc.nat({ max: 999 })])(
    "a range has all numbers from its first to its last",
    (first, more) => {
      const numbers = wholeNumbers(`${first}-${first + more}`);
      expect(numbers).toHaveLength(more + 1);
      expect(numbers).toEqual(Array.from({ length: more + 1 }, (_, index) => first + index));
    },
  );

  example("each number of a list counts once", () => {
    expect(wholeNumbers("3,1-3,2")).toEqual([3, 1, 2]);
  });

  example("no hidden layers", () => {
    expect(sizes("none")).toEqual([]);
  });
});
