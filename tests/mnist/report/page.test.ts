import { expect, test } from "vitest";
import { drawGroup, renderGroup } from "../../../packages/mnist/src/report/group-page.js";
import { renderRun } from "../../../packages/mnist/src/report/run-page.js";
import { drawRun } from "../../../packages/mnist/src/report/run-pictures.js";
import { findChromium } from "../../browser/chromium.js";
import { see } from "../../browser/see.js";
import { fullReport, groupReport } from "./reports.js";

const chromium = findChromium();
if (chromium === undefined)
  console.warn("No Chromium, no look at reports: install one, or say in CHROMIUM where it is.");

/** The pictures that are there with some size, and the widths in which the page does not fit. */
const look = `
  const pictures = [...document.querySelectorAll("figure > svg, figure > img")].map((picture) => picture.getBoundingClientRect());
  const isTooNarrow = (width) => {
    document.body.style.width = width + "px";
    return document.body.scrollWidth > width;
  };
  return {
    pictures: pictures.filter(({ width, height }) => width > 10 && height > 10).length,
    broken: [...document.images].filter(({ naturalWidth }) => naturalWidth === 0).length,
    tooNarrow: [375, 700, 1200].filter(isTooNarrow),
  };
`;

const clean = { errors: [], requests: [], isTooWide: false, tooNarrow: [], broken: 0 };

test.skipIf(chromium === undefined)("Chromium shows the page of a run, whole and without a complaint", async () => {
  const page = renderRun(fullReport, await drawRun(fullReport)());
  expect(await see(chromium ?? "", page, look)).toEqual({ ...clean, pictures: 7 });
});

test.skipIf(chromium === undefined)("and that of several runs", async () => {
  const page = renderGroup(groupReport, await drawGroup(groupReport)());
  expect(await see(chromium ?? "", page, look)).toEqual({ ...clean, pictures: 3 });
});
