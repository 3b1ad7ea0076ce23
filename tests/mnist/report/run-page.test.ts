import { tensorFrom } from "@chainrule/core";
import { describe, expect, test } from "vitest";
import { renderRun } from "../../../packages/mnist/src/report/run-page.js";
import { drawRun } from "../../../packages/mnist/src/report/run-pictures.js";
import type { RunReport } from "../../../packages/mnist/src/report/run-report.js";
import { expectDescribed, expectEscaped, expectSelfContained, headings, withoutSources } from "./pages.js";
import { bareReport, fullReport } from "./reports.js";

const render = async (report: RunReport): Promise<string> => renderRun(report, await drawRun(report)());

describe("the page of a run", async () => {
  const page = await render(fullReport);

  test("has all parts, under headings that nest", () => {
    expect(headings(page, 1)).toEqual(["S4: &lt;script&gt;784&lt;/script&gt;"]);
    expect(headings(page, 2)).toEqual([
      "Learning",
      "Decision regions",
      "Mistakes",
      "First layer",
      "Derivation",
      "Provenance",
    ]);
    expect(headings(page, 3)).toEqual(["The worst", "Given", "Forward", "Gradients"]);
  });

  test("needs nothing else, and says what its pictures show", () => {
    expectSelfContained(page);
    expectDescribed(page);
    expect(page.match(/<svg[^>]*class="marks"/g)).toHaveLength(4);
    expect(page.match(/<img/g)).toHaveLength(1 + fullReport.mistakes.length);
    expect(page.match(/<figure>/g)).toHaveLength(5 + fullReport.mistakes.length);
  });

  test("shows every text as text", () => {
    expectEscaped(page);
    expect(page).toContain("<title>S4: &lt;script&gt;784&lt;/script&gt;</title>");
    expect(page).toContain("<code>mnist train --data &#39;&lt;b&gt;&amp;&quot;&#39;</code>");
    expect(page).toContain("<dt>seed &lt;1&gt;</dt><dd>1 &amp; 2</dd>");
    expect(page).toContain("<dt>data</dt><dd>&quot;MNIST&quot; &lt;/dl&gt;</dd>");
    expect(page).toContain("<dt>test &lt;i&gt;accuracy</dt><dd>97.64 % &lt;/h1&gt;</dd>");
  });

  test("says of each mistake what it was read as, and what it is", () => {
    expect(page).toContain('alt="Image 17, a 9 that was read as 4"');
    expect(page.match(/<figcaption>read as 4 \(97\u00a0%\), is 9<\/figcaption>/g)).toHaveLength(2);
  });

  test("has every epoch in a table, with the columns that are measured", () => {
    const heads = Array.from(page.matchAll(/<th scope="col">([^<]*)/g), ([, head]) => head);
    expect(heads).toEqual(["Epoch", "Loss", "Training", "Validation", "Test", "Seconds"]);
    expect(page).toContain(
      '<tr><th scope="row">1</th><td>0.5123</td>\n<td>90\u00a0%</td>\n<td>89.12\u00a0%</td>\n<td></td>\n<td>1.0</td></tr>',
    );
    expect(page).toContain('<tr><th scope="row">2</th><td>0.0001234</td>\n<td>95\u00a0%</td>');
  });

  test("typesets the derivation, and leaves no LaTeX", () => {
    expect(page).toContain('<div class="derivation">');
    expect(page).toContain('<span class="katex-display">');
    expect(withoutSources(page)).not.toMatch(/\$|\\/);
  });
});

test("parts without data are left out", async () => {
  const page = await render(bareReport);
  expect(headings(page, 2)).toEqual(["Derivation", "Provenance"]);
  expect(page).not.toMatch(/<figure|<table/);
});

test("a history without tests has no column for them", async () => {
  const history = [{ epoch: 1, loss: 1, trainAccuracy: 1, seconds: 1 }];
  expect(await render({ ...bareReport, history })).not.toMatch(/<th scope="col">(?:Test|Validation)/);
});

test.each([
  [3, "All 3 units,"],
  [101, "The 100 of 101 units with the largest weights,"],
])("of %d units it says which are shown", async (units, expected) => {
  const weights = { values: tensorFrom([1, units], new Float32Array(units)), image: [1, 1] as const };
  expect(await render({ ...bareReport, weights })).toContain(`<figcaption>${expected}`);
});
