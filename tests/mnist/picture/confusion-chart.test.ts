import { fc, test } from "@fast-check/vitest";
import { test as example, expect } from "vitest";
import { drawChart } from "../../../packages/mnist/src/picture/chart.js";
import { confusionChart } from "../../../packages/mnist/src/picture/confusion-chart.js";
import { palette } from "../../../packages/mnist/src/picture/looks.js";
import { attribute, expectDrawing, marksIn, textsIn } from "./svg.js";

const matrices = fc.integer({ min: 2, max: 10 }).chain((classes) =>
  fc.array(fc.array(fc.nat(10_000), { minLength: classes, maxLength: classes }), {
    minLength: classes,
    maxLength: classes,
  }),
);

/** The paint of each cell, row by row. */
const cellsOf = (svg: string) =>
  marksIn(svg, "rect").map((cell) => ({
    fill: attribute(cell, "fill"),
    opacity: Number(attribute(cell, "fill-opacity")),
  }));

test.prop([matrices], { numRuns: 15 })("writes every count into its cell", async (matrix) => {
  const svg = await drawChart(confusionChart(matrix))();
  await expectDrawing(svg);
  expect(marksIn(svg, "rect")).toHaveLength(matrix.length ** 2);
  const counts = Array.from(svg.matchAll(/<g class="mark-text role-mark[^>]*>(.*?)<\/g>/gs)).flatMap(([marks]) =>
    textsIn(marks),
  );
  expect(counts).toEqual(matrix.flat().map(String));
});

test.prop([matrices], { numRuns: 15 })("of two mistakes, the more frequent is painted deeper", async (matrix) => {
  const cells = cellsOf(await drawChart(confusionChart(matrix))());
  const mistakes = matrix
    .flatMap((row, label) => row.map((count, predicted) => ({ count, isRight: label === predicted })))
    .flatMap(({ count, isRight }, index) => (isRight ? [] : [{ count, ...cells[index] }]))
    .sort((a, b) => a.count - b.count);
  expect(new Set(mistakes.map(({ fill }) => fill))).toEqual(new Set([palette.vermillion]));
  const depths = mistakes.map(({ opacity = 0 }) => opacity);
  expect(depths).toEqual([...depths].sort((a, b) => a - b));
});

example("a single mistake shows beside thousands, and none is blank", async () => {
  const matrix = [
    [980, 1, 0],
    [5000, 900, 0],
    [0, 0, 1],
  ];
  const { alt } = confusionChart(matrix);
  const cells = cellsOf(await drawChart(confusionChart(matrix))());
  expect(cells[0]?.fill).toBe(palette.green);
  expect(cells[1]?.opacity).toBeGreaterThan(0.1);
  expect(cells[2]?.opacity).toBe(0);
  expect(cells[3]?.opacity).toBeGreaterThan(0.6);
  expect(alt).toBe("Confusion matrix: 1881 of 6882 samples are classified rightly.");
});
