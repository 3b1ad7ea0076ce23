import { describe, expect, test } from "vitest";
import { drawGroup, renderGroup } from "../../../packages/mnist/src/report/group-page.js";
import type { GroupReport } from "../../../packages/mnist/src/report/run-report.js";
import { expectDescribed, expectEscaped, expectSelfContained, headings } from "./pages.js";
import { bareReport, groupReport } from "./reports.js";

const render = async (group: GroupReport): Promise<string> => renderGroup(group, await drawGroup(group)());

describe("the page of several runs", async () => {
  const page = await render(groupReport);

  test("has all parts, needs nothing else, and says what its pictures show", () => {
    expect(headings(page, 2)).toEqual(["Runs", "Learning", "Decision regions", "Provenance"]);
    expectSelfContained(page);
    expectDescribed(page);
    expectEscaped(page);
    expect(page).toContain("<dd>80 % to &lt;95&gt; %</dd>");
  });

  test("draws all histories in one chart, and the regions of the runs that have any", () => {
    expect(page.match(/<svg[^>]*class="marks"/g)).toHaveLength(3);
    expect(page).toContain('aria-label="hidden 2: the regions of both classes, and 2 points."');
    expect(page).toMatch(/aria-label="Training loss of 3 runs; at the end: hidden &lt;1&gt; 0.000123,/);
  });

  test("lists what came out of each run, with a link to its report", () => {
    const rows = Array.from(page.matchAll(/<tr>(.*?)<\/tr>/gs), ([, row = ""]) => row.replaceAll("\n", ""));
    expect(rows).toEqual([
      '<th scope="col">Run</th><th scope="col">test &lt;i&gt;accuracy</th><th scope="col">loss</th><th scope="col">validation accuracy of the best of all epochs</th>',
      '<th scope="row"><a href="hidden%201/report.html">hidden &lt;1&gt;</a></th><td>97.64 % &lt;/h1&gt;</td><td></td><td></td>',
      '<th scope="row"><a href="more/hidden%232/report.html">hidden 2</a></th><td></td><td>0.5 &amp;</td><td>97 %</td>',
      '<th scope="row"><a href="hidden%204/report.html">hidden 4</a></th><td></td><td></td><td></td>',
    ]);
  });
});

test("parts without data are left out", async () => {
  const page = await render({ ...groupReport, runs: [{ label: "a", folder: "a", report: bareReport }] });
  expect(headings(page, 2)).toEqual(["Runs", "Provenance"]);
});
