import { fc, test } from "@fast-check/vitest";
import { describe, test as example, expect } from "vitest";
import { drawChart } from "../../../packages/mnist/src/picture/chart.js";
import { accuracyChart, costChart, lossChart } from "../../../packages/mnist/src/picture/learning-charts.js";
import { palette } from "../../../packages/mnist/src/picture/looks.js";
import { histories, withLosses } from "./histories.js";
import { attribute, expectDrawing, marksIn, textsIn } from "./svg.js";

/** How many places each curve goes through. */
const lengthsOf = (svg: string): readonly number[] =>
  marksIn(svg, "line").map((path) => attribute(path, "d").match(/[ML]/g)?.length ?? 0);

const few = { numRuns: 15 };

describe("accuracyChart", () => {
  test.prop([histories], few)("draws every record of every set, and names the sets", async (history) => {
    const svg = await drawChart(accuracyChart(history))();
    await expectDrawing(svg);
    const [first] = history;
    const sets = [
      "training",
      ...(first?.validationAccuracy === undefined ? [] : ["validation"]),
      ...(first?.testAccuracy === undefined ? [] : ["test"]),
    ];
    expect(lengthsOf(svg)).toEqual(sets.map(() => history.length));
    expect(textsIn(svg)).toEqual(
      expect.arrayContaining(sets.length > 1 ? ["Accuracy", "epoch", ...sets] : ["Accuracy"]),
    );
  });

  example("is zoomed to the data, in percent", async () => {
    const history = [0.96, 0.97, 0.98].map((trainAccuracy, index) => ({
      epoch: index + 1,
      loss: 1,
      trainAccuracy,
      seconds: 1,
    }));
    const { alt, ...chart } = accuracyChart(history);
    const texts = textsIn(await drawChart({ alt, ...chart })());
    expect(texts).toEqual(expect.arrayContaining(["96\u00a0%", "97\u00a0%", "98\u00a0%", "1", "2", "3"]));
    expect(texts).not.toContain("0\u00a0%");
    expect(alt).toBe("Accuracy over 3 measured epochs; at the end: training 98\u00a0%.");
  });

  example("a set keeps its colour where another is missing, and a set measured once is a point", async () => {
    const [first, second] = withLosses(1, 1);
    const history = [first, second && { ...second, testAccuracy: 0.4 }].flatMap((record) => record ?? []);
    const svg = await drawChart(accuracyChart(history))();
    expect(lengthsOf(svg)).toEqual([2, 1]);
    expect(marksIn(svg, "line").map((path) => attribute(path, "stroke"))).toEqual([palette.blue, palette.green]);
    expect(marksIn(svg, "symbol")).toHaveLength(3);
  });
});

describe("lossChart", () => {
  test.prop([histories], few)("draws every record", async (history) => {
    const svg = await drawChart(lossChart(history))();
    await expectDrawing(svg);
    expect(lengthsOf(svg)).toEqual([history.length]);
  });

  example.each([
    ["that fall far stand on a logarithmic scale", [2.3, 0.2, 0.01], ["1", "0.1", "0.01"], ["1.5"]],
    ["that fall little stand on a linear one", [2, 1.5, 1.2], ["2", "1.5"], []],
    ["that reach zero have no logarithm", [2, 0.01, 0], ["2", "0"], ["0.01"]],
  ])("losses %s", async (_title, losses, marked, absent) => {
    const texts = textsIn(await drawChart(lossChart(withLosses(...losses)))());
    expect(texts).toEqual(
      expect.arrayContaining(marked.map((text) => expect.stringMatching(new RegExp(`^${text}(?:\\.0)?$`)))),
    );
    for (const text of absent) expect(texts).not.toContain(text);
  });
});

describe("costChart", () => {
  test.prop([fc.array(histories, { minLength: 1, maxLength: 8 })], few)(
    "draws every record of every run, and tells the runs apart",
    async (runs) => {
      const labelled = runs.map((history, index) => ({ label: `hidden ${index}`, history }));
      const svg = await drawChart(costChart(labelled))();
      await expectDrawing(svg);
      expect(lengthsOf(svg)).toEqual(runs.map((history) => history.length));
      const looks = marksIn(svg, "line").map((path) => attribute(path, "stroke") + attribute(path, "stroke-dasharray"));
      expect(new Set(looks).size).toBe(runs.length);
      if (runs.length > 1) expect(textsIn(svg)).toEqual(expect.arrayContaining(labelled.map(({ label }) => label)));
    },
  );

  example("says how each run ended", () => {
    const runs = [
      { label: "hidden 1", history: withLosses(1, 0.5) },
      { label: "hidden 2", history: [] },
    ];
    expect(costChart(runs).alt).toBe("Training loss of 2 runs; at the end: hidden 1 0.500, hidden 2 not measured.");
  });
});
