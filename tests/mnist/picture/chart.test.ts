import { expect, test } from "vitest";
import { type Chart, drawChart, standalone } from "../../../packages/mnist/src/picture/chart.js";
import { expectDrawing } from "./svg.js";

const chart: Chart = {
  alt: `"a" < b > & 'c' $&`,
  spec: {
    language: "vega-lite",
    of: {
      data: { values: [{ x: 1 / 3, y: 2 / 3, kind: "<b> & 'co'" }] },
      mark: "point",
      encoding: {
        x: { field: "x", type: "quantitative" },
        y: { field: "y", type: "quantitative" },
        color: { field: "kind", type: "nominal" },
      },
    },
  },
};

test("text and lines have the colour of the page, which shows through", async () => {
  const svg = await drawChart(chart)();
  expect(svg).toMatch(/<text[^>]* fill="currentColor"/);
  expect(svg).not.toMatch(/(?:fill|stroke)="(?:#000|#fff|black|white|#888|#ddd)"/);
  expect(svg).not.toContain("<style");
});

test("the description and the text of the data are no markup", async () => {
  const svg = await drawChart(chart)();
  expect(svg.startsWith(`<svg role="img" aria-label="&quot;a&quot; &lt; b &gt; &amp; &#39;c&#39; $&amp;" `)).toBe(true);
  expect(svg).not.toContain("<b>");
  await expectDrawing(svg);
});

test("drawing leaves a chart as it is: drawn again it is the same, to the byte", async () => {
  const datum = { x: 1, y: 2 };
  const again: Chart = { ...chart, spec: { language: "vega-lite", of: { data: { values: [datum] }, mark: "point" } } };
  expect(await drawChart(again)()).toBe(await drawChart(again)());
  expect(Reflect.ownKeys(datum)).toEqual(["x", "y"]);
});

test("no place is given more exactly than can be seen", async () => {
  expect(await drawChart(chart)()).not.toMatch(/ (?:d|transform)="[^"]*\.\d{3}/);
});

test("standing alone, it has a light and a dark paper", async () => {
  const svg = standalone(await drawChart(chart)());
  expect(svg).toMatch(
    /^<svg [^>]*><style>\nsvg \{ color: #1c1d21; background: #fff; \}\n@media \(prefers-color-scheme: dark\)/,
  );
  await expectDrawing(svg);
});
