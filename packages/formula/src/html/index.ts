import type { Derivation } from "../derive/derivation.js";
import type { RenderOptions } from "../render/options.js";
import { escapeHtml } from "./escape.js";
import { sectionsWithStyle } from "./fragment.js";
import { pageStyle } from "./page-style.js";

export { type FragmentOptions, type HtmlFragment, toHtmlFragment } from "./fragment.js";

/** How a derivation is shown on a page. */
export interface HtmlOptions extends RenderOptions {
  /** The heading of the page, "Backpropagation" by default. */
  readonly title?: string;
}

/**
 * A derivation as one page that needs nothing else: typeset, with its fonts in it, without scripts.
 *
 * @throws Error where the fonts of KaTeX, which are read from its package, are not there.
 *
 * @example
 * import { derive } from "@chainrule/formula";
 * import { toHtml } from "@chainrule/formula/html";
 * import { input, mul, named, square, sum } from "@chainrule/core";
 * const x = input([3], { name: "x" });
 * const E = named("E", mul(0.5, sum(square(x))));
 * const page = toHtml(derive(E, { wrt: { x } }), { title: "Half a squared length" });
 * assert.ok(page.startsWith("<!doctype html>"));
 * assert.ok(page.includes("<h1>Half a squared length</h1>\n<section>\n<h2>Given</h2>"));
 * assert.ok(page.includes("<section>\n<h2>Gradients</h2>\n<ol>\n<li><div class=\"equation\""));
 */
export const toHtml = (derivation: Derivation, options: HtmlOptions = {}): string => {
  const { html, css } = sectionsWithStyle(derivation, options);
  const title = escapeHtml(options.title ?? "Backpropagation");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
${css}
${pageStyle}
</style>
</head>
<body>
<main class="derivation">
<h1>${title}</h1>
${html}
</main>
</body>
</html>
`;
};
