import { fc, test } from "@fast-check/vitest";
import { test as example, expect } from "vitest";
import { drawChart } from "../../../packages/mnist/src/picture/chart.js";
import { decisionChart, type Regions } from "../../../packages/mnist/src/picture/decision-chart.js";
import { colours } from "../../../packages/mnist/src/picture/looks.js";
import { attribute, expectDrawing, marksIn, textsIn } from "./svg.js";

const nodes = (count: number, from: number, to: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));

/** Regions of a probability over the square from −1 to 1. */
const regionsOf = (
  probability: (x: number, y: number) => number,
  points: Regions["points"] = [],
  count = 41,
): Regions => {
  const xs = nodes(count, -1, 1);
  return { grid: { xs, ys: xs, probability: xs.map((y) => xs.map((x) => probability(x, y))) }, points };
};

const draw = (regions: Regions): Promise<string> => drawChart(decisionChart({ ...regions, title: "hidden 4" }))();

/** The side of the plot in pixels, and that of the square with half a cell around it. */
const SIDE = 320;
const SPAN = 2.05;

/** A place of the plot, from pixels to the square. */
const placeAt = (x: number, y: number): readonly [number, number] => [(x / SIDE - 0.5) * SPAN, (0.5 - y / SIDE) * SPAN];

const isInside = ([x, y]: readonly [number, number]): boolean => Math.max(Math.abs(x), Math.abs(y)) < 1;

/** Where the boundary goes through. */
const boundaryOf = (svg: string): readonly (readonly [number, number])[] => {
  const line = marksIn(svg, "path").find((path) => attribute(path, "stroke") === "currentColor") ?? "";
  return Array.from(attribute(line, "d").matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g), ([, x, y]) =>
    placeAt(Number(x), Number(y)),
  );
};

example("the boundary lies where both classes are equally likely", async () => {
  const svg = await draw(regionsOf((x, y) => 1 / (1 + Math.exp(-2 * (x - y / 2 - 0.25)))));
  await expectDrawing(svg);
  const boundary = boundaryOf(svg).filter(isInside);
  expect(boundary.length).toBeGreaterThan(40);
  for (const [x, y] of boundary) expect(x - y / 2).toBeCloseTo(0.25, 2);
});

example("each class has its colour, the deeper the surer the network is", async () => {
  const svg = await draw(regionsOf((x) => (x + 1) / 2));
  const coats = marksIn(svg, "path").filter((path) => attribute(path, "fill-opacity") !== "");
  for (const [index, class1] of [false, true].entries()) {
    const edges = coats
      .filter((path) => attribute(path, "fill") === colours[index])
      .map((path) => Array.from(attribute(path, "d").matchAll(/[ML](-?[\d.]+),/g), ([, x]) => placeAt(Number(x), 0)[0]))
      .map((xs) => (class1 ? Math.min(...xs) : -Math.max(...xs)));
    expect(edges).toHaveLength(10);
    for (const [coat, edge] of edges.entries()) expect(edge).toBeCloseTo(coat / 10, 2);
  }
});

const points = fc.array(
  fc.record({
    x: fc.double({ min: -1, max: 1, noNaN: true }),
    y: fc.double({ min: -1, max: 1, noNaN: true }),
    label: fc.nat(4),
  }),
  { maxLength: 30 },
);

test.prop([points, fc.double({ min: 0, max: 1, noNaN: true })], { numRuns: 15 })(
  "every point is where it belongs, and classes differ in colour and in shape",
  async (given, probability) => {
    const svg = await draw(regionsOf(() => probability, given, 5));
    await expectDrawing(svg);
    const drawn = marksIn(svg, "symbol");
    expect(drawn).toHaveLength(given.length);
    const span = 2.5;
    for (const [index, { x, y }] of given.entries()) {
      const place = attribute(drawn[index] ?? "", "transform")
        .match(/-?[\d.]+/g)
        ?.map(Number);
      expect(place?.[0]).toBeCloseTo((x / span + 0.5) * SIDE, 1);
      expect(place?.[1]).toBeCloseTo((0.5 - y / span) * SIDE, 1);
    }
    const classes = new Set(given.map(({ label }) => label));
    const outline = (point: string): string => attribute(point, "d").replace(/-?[\d.]+/g, "");
    for (const look of [(point: string) => attribute(point, "fill"), outline])
      expect(new Set(drawn.map(look)).size).toBe(classes.size);
    expect(textsIn(svg)).toEqual(expect.arrayContaining([...classes].map((label) => `class ${label}`)));
  },
);
