import { operationsOf, type Specimen } from "@chainrule/check";
import {
  type Adapter,
  noSurvey,
  type Survey,
  sharedOperations,
  sharedPrograms,
  surveyed,
  symptomOf,
} from "@chainrule/check/peer";
import {
  broadcastTo,
  cast,
  concat,
  cos,
  type Expr,
  equal,
  exp,
  max,
  mul,
  neg,
  printProgram,
  relu,
  sin,
  sub,
  tensor,
} from "@chainrule/core";
import { describe, expect, test } from "vitest";
import { adapter, program, withGradient } from "./reference.js";

const OPTIONS = { count: 100, seed: 1, maxOps: 20 };

const surveyOf = (other: Adapter, programs: readonly Specimen[] = sharedPrograms([other], OPTIONS)): Survey =>
  programs.reduce(surveyed(other), noSurvey);

const show = ({ inputs, output }: Specimen): string => printProgram({ inputs, outputs: [output] });

const namesOf = (specimen: Specimen): readonly string[] => operationsOf(specimen).map(({ op }) => op.name);

describe("programs for several libraries", () => {
  test("have no operation that one of them lacks", () => {
    const lacking = [adapter({ sin: "none" }), adapter({ cos: "none" })];
    const operations = sharedOperations(lacking);
    expect(operations).toContain("exp");
    const names = new Set(sharedPrograms(lacking, OPTIONS).flatMap(namesOf));
    expect(names).toContain("exp");
    expect([...names].filter((name) => name === "sin" || name === "cos")).toEqual([]);
  });

  test("are the same for the same seed", () => {
    const drawn = (seed: number): readonly string[] => sharedPrograms([adapter()], { ...OPTIONS, seed }).map(show);
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
  });
});

describe("a planted fault is found, and shown in one operation", () => {
  test("a gradient with the wrong sign", () => {
    const { findings } = surveyOf(adapter({ sin: withGradient((g, x) => neg(mul(g, cos(x)))) }));
    expect([...findings.keys()]).toEqual(["sin: wrong gradient"]);
    const found = findings.get("sin: wrong gradient");
    expect(found && namesOf(found.specimen)).toEqual(["sin"]);
    expect(found?.programs.length).toBeGreaterThan(1);
  });

  test("a value with too few digits", () => {
    const { findings } = surveyOf(adapter({ exp: (_, x) => mul(exp(x), 1 + 2 ** -14) }));
    // Digits that are lost may be all there are of a difference, hence the first of the findings.
    expect(findings.keySeq().first()).toBe("exp: inaccurate value");
  });

  test("a refusal, by what the library says but for the numbers in it", () => {
    const other = adapter({
      tanh: ({ shape }) => {
        throw new RangeError(`tanh of rank ${shape.length} is not known`);
      },
    });
    const { findings, verdicts } = surveyOf(other);
    expect([...findings.keys()]).toEqual(["refused: tanh of rank … is not known"]);
    expect(findings.first()?.programs.length).toBe(verdicts.get("refused"));
  });
});

describe("a fault of no operation by itself", () => {
  const whole = adapter({
    max: withGradient((g, x) => mul(broadcastTo(g, x.shape), cast(equal(x, broadcastTo(max(x), x.shape)), x.dtype))),
  });
  const twice = program((x: Expr) => sub(1, mul(2, max(concat([neg(x), neg(x)])))), tensor([3, 1]));

  test("is shown in the smallest program that has it", () => {
    const { findings } = surveyOf(whole, [twice]);
    expect([...findings.keys()]).toEqual(["max: convention gradient", "concat, max: wrong gradient"]);
    const [, smallest] = [...findings.values()];
    expect(smallest && show(smallest.specimen)).toMatchInlineSnapshot(`
      "(x0: f32[1]) => {
        return max(concat(x0, x0, axis: 0), shape: [1])
      }"
    `);
  });
});

describe("a survey", () => {
  const other = adapter({ sin: (_, x) => cos(x), relu: withGradient((g) => g) });
  const good = program((x: Expr) => neg(x), tensor(1));
  const bad = program((x: Expr) => neg(sin(x)), tensor(1));
  const both = program((x: Expr) => mul(relu(x), sin(x)), tensor(0));
  const survey = surveyOf(other, [good, bad, both, bad]);

  test("counts verdicts", () => {
    expect(survey.verdicts.toObject()).toEqual({ agrees: 1, wrong: 3 });
  });

  test("tells in which programs something was met", () => {
    expect(survey.findings.map(({ programs }) => programs).toObject()).toEqual({
      "sin: wrong value": [1, 2, 3],
      "relu: convention gradient": [2],
    });
  });

  test("files findings under their symptoms", () => {
    expect(survey.findings.every((finding, symptom) => symptomOf(finding) === symptom)).toBe(true);
  });
});
