import { toText } from "@chainrule/formula";
import { describe, expect, test } from "vitest";

describe("the programs under examples/", () => {
  test("custom-activation: verified, and trained to a parabola", async () => {
    const { answers, history, report } = await import("../../examples/custom-activation.js");
    expect(report.runs).toBeGreaterThan(0);
    expect(history.at(-1)).toBeLessThan(1e-2);
    expect(answers.map(Math.round).map(Math.abs)).toEqual([4, 1, 0, 1, 4]);
  });

  test("custom-loss: verified, and the line is found in spite of wrong targets", async () => {
    const { intercept, report, slope } = await import("../../examples/custom-loss.js");
    expect(report.runs).toBeGreaterThan(0);
    // A tenth of the targets pulls by at most 1/|20 − y| each, which moves the line by about a tenth of 1/20.
    expect(Math.abs(slope - 3)).toBeLessThan(0.05);
    expect(Math.abs(intercept + 1)).toBeLessThan(0.05);
  });

  test("derivation: the formulas of a network of one's own, and a weight's derivative in numbers", async () => {
    const { derivation, explanation } = await import("../../examples/derivation.js");
    expect(toText(derivation)).toContain("δ² = (a² − y)/m");
    expect(explanation.scalars.last()?.chain).toContain("∂E/∂z2[0,0] · ∂z2[0,0]/∂W2[0,0]");
  });

  test("digits: MNIST with a loss of one's own", async () => {
    const { accuracies } = await import("../../examples/digits.js");
    expect(accuracies).toHaveLength(4);
    expect(accuracies.at(-1)).toBeGreaterThan(0.85);
  });

  test("xor: learned from scratch", async () => {
    const { answers, history } = await import("../../examples/xor.js");
    expect(answers.map(Math.round)).toEqual([0, 1, 1, 0]);
    expect(history.at(-1)).toBeLessThan(1e-3);
  });
});
