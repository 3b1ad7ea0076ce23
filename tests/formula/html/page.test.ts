import { expect, test } from "vitest";
import { toHtml } from "../../../packages/formula/src/html/index.js";
import { findChromium, visit } from "../../browser/chromium.js";
import { serve } from "../../browser/server.js";
import { everything } from "../render/derivations.js";

const chromium = findChromium();
if (chromium === undefined) console.warn("No Chromium, no look at pages: install one, or say in CHROMIUM where it is.");

/** What a page is found to be when it is shown. */
interface Report {
  readonly errors: readonly string[];
  /** Fonts of formulas that are not there. */
  readonly missing: readonly string[];
  /** Fonts that no formula is in. */
  readonly idle: readonly string[];
  readonly text: string;
  readonly formulas: number;
  /** Formulas that take no room. */
  readonly empty: number;
  readonly isTooWide: boolean;
  readonly requests: readonly string[];
}

const watch = `<script>
window.errors = [];
addEventListener("error", ({ message }) => errors.push(message), true);
addEventListener("securitypolicyviolation", ({ violatedDirective }) => errors.push(violatedDirective));
for (const level of ["error", "warn"]) console[level] = (...said) => errors.push(said.join(" "));
</script>`;

const report = `<script>
addEventListener("load", async () => {
  await document.fonts.ready;
  const formulas = [...document.querySelectorAll(".katex-html")];
  const shown = document.body.cloneNode(true);
  for (const hidden of shown.querySelectorAll("annotation, script")) hidden.remove();
  const faces = (status) => [...document.fonts].filter((font) => font.status === status)
    .map(({ family, style, weight }) => [family, style, weight].join());
  const wanted = [...document.querySelectorAll(".katex-html *")]
    .filter(({ childNodes }) => [...childNodes].some(({ nodeType }) => nodeType === Node.TEXT_NODE))
    .map((element) => getComputedStyle(element))
    .map(({ fontFamily, fontStyle, fontWeight }) => [fontFamily.split(",")[0], fontStyle, fontWeight].join());
  const body = JSON.stringify({
    errors,
    missing: [...new Set(wanted)].filter((face) => !faces("loaded").includes(face)),
    idle: faces("unloaded"),
    text: shown.textContent,
    formulas: formulas.length,
    empty: formulas.filter((formula) => formula.getBoundingClientRect().width < 5).length,
    isTooWide: document.documentElement.scrollWidth > innerWidth,
    requests: performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => !name.startsWith("data:")),
  });
  await fetch("/report", { method: "POST", body });
});
</script>`;

test.skipIf(chromium === undefined)("Chromium shows a page with every formula typeset", async () => {
  const page = toHtml(everything).replace("<head>", `<head>${watch}`).replace("</body>", `${report}</body>`);
  const served = await serve(new Map([["index.html", page]]), {
    "content-security-policy":
      "default-src 'none'; style-src 'unsafe-inline'; font-src data:; script-src 'unsafe-inline'; connect-src 'self'",
  });
  try {
    // Safe: the page posts what the script above puts together.
    const found = (await visit(chromium ?? "", served.url, served.report)) as Report;
    expect(found).toMatchObject({ errors: [], missing: [], idle: [], empty: 0, isTooWide: false, requests: [] });
    expect(found.formulas).toBeGreaterThan(everything.steps.size);
    expect(found.text).toContain("Backward");
    expect(found.text).not.toMatch(/[\\$]/);
  } finally {
    served.close();
  }
});
