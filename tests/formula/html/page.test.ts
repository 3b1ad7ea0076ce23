import { expect, test } from "vitest";
import { toHtml } from "../../../packages/formula/src/html/index.js";
import { findChromium } from "../../browser/chromium.js";
import { type Sight, see } from "../../browser/see.js";
import { everything } from "../render/derivations.js";

const chromium = findChromium();
if (chromium === undefined) console.warn("No Chromium, no look at pages: install one, or say in CHROMIUM where it is.");

/** What a page is found to be when it is shown. */
interface Found extends Sight {
  /** Fonts of formulas that are not there. */
  readonly missing: readonly string[];
  /** Fonts that no formula is in. */
  readonly idle: readonly string[];
  readonly text: string;
  readonly formulas: number;
  /** Formulas that take no room. */
  readonly empty: number;
}

const look = `
  const formulas = [...document.querySelectorAll(".katex-html")];
  const shown = document.body.cloneNode(true);
  for (const hidden of shown.querySelectorAll("annotation, script")) hidden.remove();
  const faces = (status) => [...document.fonts].filter((font) => font.status === status)
    .map(({ family, style, weight }) => [family, style, weight].join());
  const wanted = [...document.querySelectorAll(".katex-html *")]
    .filter(({ childNodes }) => [...childNodes].some(({ nodeType }) => nodeType === Node.TEXT_NODE))
    .map((element) => getComputedStyle(element))
    .map(({ fontFamily, fontStyle, fontWeight }) => [fontFamily.split(",")[0], fontStyle, fontWeight].join());
  return {
    missing: [...new Set(wanted)].filter((face) => !faces("loaded").includes(face)),
    idle: faces("unloaded"),
    text: shown.textContent,
    formulas: formulas.length,
    empty: formulas.filter((formula) => formula.getBoundingClientRect().width < 5).length,
  };
`;

test.skipIf(chromium === undefined)("Chromium shows a page with every formula typeset", async () => {
  // Safe: this is what the script above puts together.
  const found = (await see(chromium ?? "", toHtml(everything), look)) as Found;
  expect(found).toMatchObject({ errors: [], missing: [], idle: [], empty: 0, isTooWide: false, requests: [] });
  expect(found.formulas).toBeGreaterThan(everything.steps.size);
  expect(found.text).toContain("Backward");
  expect(found.text).not.toMatch(/[\\$]/);
});
