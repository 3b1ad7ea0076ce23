import { describe, expect, test } from "vitest";
import type { Equivalence } from "../../../verification/mutation/src/equivalents.js";
import { judge } from "../../../verification/mutation/src/judge.js";
import { mutantsOf, type Status, type StrykerReport } from "../../../verification/mutation/src/mutant.js";
import { renderEquivalents, renderReport } from "../../../verification/mutation/src/render.js";

const source = "const a = 1;\n  if (x >= 0 &&\n    y >= 0) z();\n  if (x >= 0 &&\n";

/** Four mutants: of a whole line, of a text of two lines, and of two lines that look the same. */
const reportOf = (...[first, second, third, fourth]: readonly [Status, Status, Status, Status]): StrykerReport => {
  const range = (startLine: number, start: number, endLine: number, end: number) => ({
    start: { line: startLine, column: start },
    end: { line: endLine, column: end },
  });
  const negated = { mutatorName: "EqualityOperator", replacement: "x < 0" };
  return {
    files: {
      "b.ts": {
        source,
        mutants: [
          { ...negated, status: fourth, location: range(4, 7, 4, 13) },
          { ...negated, status: third, location: range(2, 7, 2, 13) },
          {
            mutatorName: "LogicalOperator",
            replacement: "x >= 0 ||\n y >= 0",
            status: second,
            location: range(2, 7, 3, 11),
          },
        ],
      },
      "a.ts": {
        source,
        mutants: [{ mutatorName: "Number", replacement: "2", status: first, location: range(1, 11, 1, 12) }],
      },
    },
  };
};

const line = "if (x >= 0 &&";
const either: Equivalence = {
  file: "b.ts",
  line,
  mutants: [["LogicalOperator", "x >= 0 && y >= 0", "x >= 0 || y >= 0"]],
  reason: "`x | y` is not negative.",
};
const negative: Equivalence = { ...either, mutants: [["EqualityOperator", "x >= 0", "x < 0"]] };

const verdictOf = (statuses: Parameters<typeof reportOf>, ...equivalences: readonly Equivalence[]) =>
  judge(mutantsOf(reportOf(...statuses)), equivalences);

test("a mutant is known by its file, its line and its text, on one line, whatever the number of the line", () => {
  const [a, ...others] = mutantsOf(reportOf("Killed", "Survived", "Killed", "Timeout"));
  expect(a).toEqual({
    file: "a.ts",
    line: "const a = 1;",
    lineNumber: 1,
    mutator: "Number",
    from: "1",
    to: "2",
    status: "Killed",
  });
  expect(others.map(({ line, lineNumber, from, to }) => [line, lineNumber, from, to])).toEqual([
    [line, 2, "x >= 0", "x < 0"],
    [line, 2, "x >= 0 && y >= 0", "x >= 0 || y >= 0"],
    [line, 4, "x >= 0", "x < 0"],
  ]);
});

describe("a run passes", () => {
  const passes = ({ survivors, stale }: ReturnType<typeof judge>): boolean => survivors.length + stale.length === 0;

  test("where all mutants but the listed ones are killed, or do not end", () => {
    expect(passes(verdictOf(["Killed", "Timeout", "Killed", "Killed"]))).toBe(true);
    expect(passes(verdictOf(["Killed", "Survived", "Killed", "Killed"], either))).toBe(true);
    expect(passes(verdictOf(["Killed", "Survived", "NoCoverage", "Survived"], either, negative, negative))).toBe(true);
  });

  test.each(["Survived", "NoCoverage", "RuntimeError", "CompileError", "Ignored", "Pending"] as const)(
    "not where one that is not listed is %s",
    (status) => {
      const { survivors, tallies } = verdictOf([status, "Survived", "Killed", "Killed"], either);
      expect(survivors.map(({ file }) => file)).toEqual(["a.ts"]);
      expect(tallies.map(({ survived }) => survived)).toEqual([1, 0]);
    },
  );

  test("not where two live and one of that look is listed", () => {
    const { survivors } = verdictOf(["Killed", "Killed", "Survived", "Survived"], negative);
    expect(survivors.map(({ lineNumber }) => lineNumber)).toEqual([2, 4]);
  });

  test("not where a listed one was killed, or is gone", () => {
    const gone: Equivalence = { ...either, line: "while (x >= 0 &&" };
    expect(verdictOf(["Killed", "Killed", "Killed", "Killed"], either, gone).stale).toEqual([
      "b.ts: if (x >= 0 &&: LogicalOperator: x >= 0 && y >= 0 → x >= 0 || y >= 0",
      "b.ts: while (x >= 0 &&: LogicalOperator: x >= 0 && y >= 0 → x >= 0 || y >= 0",
    ]);
    expect(verdictOf(["Killed", "Killed", "Survived", "Killed"], negative, negative).stale).toHaveLength(1);
  });

  test("whatever is listed of files that were not changed", () => {
    const elsewhere: Equivalence = { ...either, file: "c.ts" };
    expect(passes(verdictOf(["Killed", "Killed", "Killed", "Killed"], elsewhere))).toBe(true);
  });
});

describe("the committed text", () => {
  const run = { seconds: 125.4, cores: 2, versions: { Stryker: "9.6.1", Node: "20.19.0" } };

  test("counts each file and all together, and leaves equivalent mutants out of the score", () => {
    const text = renderReport(verdictOf(["Killed", "Survived", "Timeout", "Killed"], either), run);
    expect(text).toContain("**Score: 100 %** of 3 mutants, in 2 min 5 s on 2 cores.");
    expect(text).toContain("| a.ts | 1 | 1 | 0 | 0 | 0 | 100 % |\n| b.ts | 3 | 1 | 1 | 1 | 0 | 100 % |\n");
    expect(text).toContain("| **total** | 4 | 2 | 1 | 1 | 0 | 100 % |");
    expect(text).toContain("With Stryker 9.6.1, Node 20.19.0.");
  });

  test("never rounds a score up to 100", () => {
    expect(renderReport(verdictOf(["Killed", "Survived", "Killed", "Killed"]), run)).toContain("**Score: 75.0 %**");
    const file = { file: "a.ts", killed: 99_999, timedOut: 0, equivalent: 0, survived: 1 };
    expect(renderReport({ tallies: [file], survivors: [], stale: [] }, run)).toContain("**Score: 99.9 %**");
  });

  test("gives the reason for each equivalent mutant", () => {
    const text = renderEquivalents([either]);
    expect(text).toContain("## b.ts\n\n`if (x >= 0 &&`\n\n`x | y` is not negative.\n");
    expect(text).toContain("| LogicalOperator | `x >= 0 && y >= 0` | `x >= 0 \\|\\| y >= 0` |");
  });
});
