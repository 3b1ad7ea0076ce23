import { describe, expect, test } from "vitest";
import { toHtml, toHtmlFragment } from "../../../packages/formula/src/html/index.js";
import { everything } from "../render/derivations.js";

describe("a derivation as part of a page", () => {
  const { html, css } = toHtmlFragment(everything, { level: 4 });

  test("has the sections of the whole page, under headings of the level asked for", () => {
    const sections = html.replace(/^<div class="derivation">\n/, "").replace(/\n<\/div>$/, "");
    expect(sections).toContain("<h4>Given</h4>");
    expect(toHtml(everything)).toContain(sections.replaceAll(/(<\/?)h4>/g, "$1h2>"));
  });

  test("touches nothing of the page around it", () => {
    const own = css.replace(/@font-face\{[^}]*\}/g, "").replace(/@media print \{ (.*) \}$/, "$1");
    const selectors = Array.from(own.matchAll(/([^{}]+)\{[^{}]*\}/g), ([, selector = ""]) => selector.trim());
    expect(selectors.length).toBeGreaterThan(20);
    // A comma within :is(…) separates no selectors.
    const each = selectors.flatMap((selector) => selector.replace(/\([^)]*\)/g, "").split(","));
    for (const selector of each) expect(selector.trim()).toMatch(/^\.(?:derivation|katex)/);
  });
});
