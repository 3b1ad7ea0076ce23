import { describe, expect, test } from "vitest";
import { resultLines } from "../../../verification/formulas/lines.js";
import type { IndexedOutcome } from "../../../verification/formulas/outcomes.js";
import { reportOf } from "../../../verification/formulas/report.js";

const right: IndexedOutcome = {
  index: 0,
  operations: 3,
  equations: [
    { text: "y = 𝟏𝟏", notation: "matrix" },
    { text: "yᵢ = xᵢ", notation: "index" },
  ],
  fault: undefined,
  isUndecided: false,
  smallest: undefined,
};
const undecided: IndexedOutcome = { ...right, index: 1, operations: 5, fault: "off", isUndecided: true };
const wrong: IndexedOutcome = {
  ...right,
  index: 2,
  fault: "off",
  smallest: { source: "f(x)", outcome: { ...right, fault: "off by one" } },
};

const plain = (text: string | number | null | undefined): string => String(text);
const colors = { bold: plain, green: plain, red: (text: string | number | null | undefined) => `!${text}` };

describe("the report", () => {
  const report = reportOf([right, undecided, wrong]);

  test("counts programs, and equations by notation", () => {
    expect(report).toMatchObject({ programs: 3, operations: 11, equations: { matrix: 3, index: 3 }, undecided: 1 });
  });

  test("a character of two units is one", () => {
    expect(report.longest).toBe("yᵢ = xᵢ");
  });

  test("a fault is told by the smallest program that shows it", () => {
    expect(report.faults).toEqual([
      { index: 2, source: "f(x)", equations: ["y = 𝟏𝟏", "yᵢ = xᵢ"], fault: "off by one" },
    ]);
    expect(resultLines({ ...report, seed: 9, seconds: 1 }, colors)).toMatch(
      /^!program 2 of seed 9; [^\n]+\n {2}f\(x\)\n {2}y = 𝟏𝟏\n {2}yᵢ = xᵢ\n {2}off by one\n/u,
    );
  });

  test("in words", () => {
    expect(resultLines({ ...reportOf([right, undecided]), seed: 9, seconds: 1.26 }, colors).split("\n")).toEqual([
      "2 programs of seed 9, 4.0 operations each on average, in 1.3 s",
      "0 faults",
      "2 equations in matrix notation, 2 in index notation",
      "undecided 1 programs: a number falls so close beside an edge that rounding may decide, or 0 meets ∞",
      "the longest formula has 7 characters: yᵢ = xᵢ",
      "",
    ]);
  });
});
