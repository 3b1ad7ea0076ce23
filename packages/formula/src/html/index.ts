import type { Derivation, Step } from "../derive/derivation.js";
import { definitionsOf } from "../render/definitions.js";
import { latexOf, latexOfBar, latexOfDefined, latexOfDelta, latexOfEquation } from "../render/latex.js";
import { type Naming, namingOf } from "../render/naming.js";
import type { RenderOptions } from "../render/options.js";
import { hasBar, ownRulesIn } from "../render/own-rules.js";
import { type Section, sectionsOf } from "../render/sections.js";
import { describeShape, givenIn } from "../render/symbols.js";
import { escapeHtml } from "./escape.js";
import { pageStyle } from "./page-style.js";
import { stylesheetFor } from "./stylesheet.js";
import { typeset } from "./typeset.js";

/** How a derivation is shown on a page. */
export interface HtmlOptions extends RenderOptions {
  /** The heading of the page, "Backpropagation" by default. */
  readonly title?: string;
}

// The keyboard scrolls what can take the focus, so that formulas wider than the screen can be read.
const equation = (latex: string): string => `<div class="equation" tabindex="0">${typeset(latex, true)}</div>`;

const shapeOf = (shape: string): string => `<span class="quiet">${escapeHtml(shape)}</span>`;

const rulesOf = (rules: readonly string[]): string =>
  rules.length === 0
    ? ""
    : `<p class="quiet rules">${rules.map((rule) => `<span>${escapeHtml(rule)}</span>`).join(" ")}</p>`;

const part = (heading: string, content: string): string => `<section>\n<h2>${heading}</h2>\n${content}\n</section>`;

const list = (items: readonly string[]): string => `<ol>\n${items.map((item) => `<li>${item}</li>`).join("\n")}\n</ol>`;

const itemOf = (step: Step, naming: Naming, options: HtmlOptions): string =>
  equation(latexOfEquation(step, naming, options)) +
  shapeOf(describeShape(step.shape)) +
  rulesOf((options.rules ?? true) ? step.rules : []);

const sectionOf = ({ title, steps, delta }: Section, naming: Naming, options: HtmlOptions): string => {
  const heading = delta === undefined ? title : `${title} <span>with ${typeset(latexOfDelta(delta, naming))}</span>`;
  return part(heading, list(steps.map((step) => itemOf(step, naming, options))));
};

const givenOf = (derivation: Derivation, naming: Naming): readonly string[] => {
  const symbols = givenIn(derivation).map(
    ({ symbol, shape, isConstant }) =>
      `<span>${typeset(latexOf(symbol, naming))}${shapeOf(isConstant ? `constant, ${shape}` : shape)}</span>`,
  );
  return symbols.length === 0 ? [] : [part("Given", `<p class="given">${symbols.join("\n")}</p>`)];
};

const definitionsFor = (derivation: Derivation, naming: Naming): readonly string[] => {
  const items = definitionsOf(derivation).map((definition) => equation(latexOfEquation(definition, naming)));
  return items.length === 0 ? [] : [part("Where", list(items))];
};

/** What is to be known to read the derivation, below it. */
const remarksOn = (derivation: Derivation, naming: Naming, options: HtmlOptions): readonly string[] => [
  ...ownRulesIn(
    derivation,
    (step) => typeset(latexOfDefined(step, naming, options)),
    (name) => `<code>${name}</code>`,
  ).map((remark) => `<p>${remark}</p>`),
  ...((options.rules ?? true) && hasBar(derivation.steps)
    ? [`<p class="quiet">In the rules, ${typeset(latexOfBar(naming))}.</p>`]
    : []),
];

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
  const naming = namingOf(derivation);
  const title = escapeHtml(options.title ?? "Backpropagation");
  const body = [
    `<h1>${title}</h1>`,
    ...givenOf(derivation, naming),
    ...sectionsOf(derivation, naming).map((section) => sectionOf(section, naming, options)),
    ...remarksOn(derivation, naming, options),
    ...definitionsFor(derivation, naming),
  ].join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
${stylesheetFor(body)}
${pageStyle}
</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
};
