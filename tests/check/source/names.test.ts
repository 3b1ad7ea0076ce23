import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { importsOf, namesIn, naming } from "../../../packages/check/src/source/names.js";

const isIdentifier = (name: string): boolean => {
  try {
    return new Function(`"use strict"; const ${name} = 1; return ${name};`)() === 1;
  } catch {
    return false;
  }
};

describe("naming", () => {
  const wanted = fc.oneof(
    fc.constantFrom("x", "x1", "sum", "let", "arg0.w[1]", "Expr", "", "_", "a b", "await", "point"),
    fc.string({ unit: "binary" }),
  );

  test.prop([fc.array(wanted), fc.array(fc.string({ unit: "grapheme-ascii" }))])(
    "gives identifiers, no two the same, and none that is avoided or imported",
    (wishes, avoided) => {
      const names = naming(avoided);
      const given = wishes.map((wish) => names.fresh("h", wish));
      expect(given.filter((name) => !isIdentifier(name))).toEqual([]);
      expect(new Set(given).size).toBe(given.length);
      expect(given.filter((name) => avoided.includes(name) || importsOf(name).length > 0)).toEqual([]);
    },
  );

  test("keeps a name that is free, and numbers one that is not", () => {
    const names = naming(["h1"]);
    expect([names.fresh("h", "z"), names.fresh("h", "z"), names.fresh("h", "z1"), names.fresh("h")]).toEqual([
      "z",
      "z1",
      "z11",
      "h2",
    ]);
  });
});

describe("names in a text", () => {
  test("are those that stand for something", () => {
    const text = '{ min: a.max, "sum": b }, "mul(\\"add\\")", Math.abs(c), $d';
    expect([...namesIn(text)]).toEqual(["a", "b", "Math", "c", "$d"]);
  });

  test("of the core are imported, in the order of imports", () => {
    expect(importsOf('(x: Expr) => log1p(log(argmax(exp(x), sum2, { min: 1 }, "cos")))')).toEqual([
      "argmax",
      "exp",
      "Expr",
      "log",
      "log1p",
    ]);
  });
});
