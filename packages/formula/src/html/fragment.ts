import type { Derivation, Step } from "../derive/derivation.js";
import { definitionsOf } from "../render/definitions.js";
import { latexOf, latexOfBar, latexOfDefined, latexOfDelta, latexOfEquation } from "../render/latex.js";
import { type Naming, namingOf } from "../render/naming.js";
import type { RenderOptions } from "../render/options.js";
import { hasBar, ownRulesIn } from "../render/own-rules.js";
import { type Section, sectionsOf } from "../render/sections.js";
import { describeShape, givenIn } from "../render/symbols.js";
import { escapeHtml } from "./escape.js";
import { fragmentStyle } from "./fragment-style.js";
import { stylesheetFor } from "./stylesheet.js";
import { typeset } from "./typeset.js";

/** How a derivation is shown as part of a page. */
export interface FragmentOptions extends RenderOptions {
  /** The level of its headings, 2 by default. */
  readonly level?: 2 | 3 | 4 | 5 | 6;
}

/** A part of a page: what goes into its body, and the style with the fonts that this needs. */
export interface HtmlFragment {
  readonly html: string;
  readonly css: string;
}

// The keyboard scrolls what can take the focus, so that formulas wider than the screen can be read.
const equation = (latex: string): string => `<div class="equation" tabindex="0">${typeset(latex, true)}</div>`;

const shapeOf = (shape: string): string => `<span class="quiet">${escapeHtml(shape)}</span>`;

const rulesOf = (rules: readonly string[]): string =>
  rules.length === 0
    ? ""
    : `<p class="quiet rules">${rules.map((rule) => `<span>${escapeHtml(rule)}</span>`).join(" ")}</p>`;

const part = (heading: string, content: string, { level = 2 }: FragmentOptions): string =>
  `<section>\n<h${level}>${heading}</h${level}>\n${content}\n</section>`;

const list = (items: readonly string[]): string => `<ol>\n${items.map((item) => `<li>${item}</li>`).join("\n")}\n</ol>`;

const itemOf = (step: Step, naming: Naming, options: FragmentOptions): string =>
  equation(latexOfEquation(step, naming, options)) +
  shapeOf(describeShape(step.shape)) +
  rulesOf((options.rules ?? true) ? step.rules : []);

const sectionOf = ({ title, steps, delta }: Section, naming: Naming, options: FragmentOptions): string => {
  const heading = delta === undefined ? title : `${title} <span>with ${typeset(latexOfDelta(delta, naming))}</span>`;
  return part(heading, list(steps.map((step) => itemOf(step, naming, options))), options);
};

const givenOf = (derivation: Derivation, naming: Naming, options: FragmentOptions): readonly string[] => {
  const symbols = givenIn(derivation).map(
    ({ symbol, shape, isConstant }) =>
      `<span>${typeset(latexOf(symbol, naming))}${shapeOf(isConstant ? `constant, ${shape}` : shape)}</span>`,
  );
  return symbols.length === 0 ? [] : [part("Given", `<p class="given">${symbols.join("\n")}</p>`, options)];
};

const definitionsFor = (derivation: Derivation, naming: Naming, options: FragmentOptions): readonly string[] => {
  const items = definitionsOf(derivation).map((definition) => equation(latexOfEquation(definition, naming)));
  return items.length === 0 ? [] : [part("Where", list(items), options)];
};

/** What is to be known to read the derivation, below it. */
const remarksOn = (derivation: Derivation, naming: Naming, options: FragmentOptions): readonly string[] => [
  ...ownRulesIn(
    derivation,
    (step) => typeset(latexOfDefined(step, naming, options)),
    (name) => `<code>${name}</code>`,
  ).map((remark) => `<p>${remark}</p>`),
  ...((options.rules ?? true) && hasBar(derivation.steps)
    ? [`<p class="quiet">In the rules, ${typeset(latexOfBar(naming))}.</p>`]
    : []),
];

/** The sections of a derivation, and the style that they need inside an element of the class `derivation`. */
export const sectionsWithStyle = (derivation: Derivation, options: FragmentOptions): HtmlFragment => {
  const naming = namingOf(derivation);
  const html = [
    ...givenOf(derivation, naming, options),
    ...sectionsOf(derivation, naming).map((section) => sectionOf(section, naming, options)),
    ...remarksOn(derivation, naming, options),
    ...definitionsFor(derivation, naming, options),
  ].join("\n");
  return { html, css: `${stylesheetFor(html)}\n${fragmentStyle}` };
};

/**
 * A derivation as part of a page of one's own: typeset, with its fonts in the style, without scripts. Its style touches nothing else on the
 * page; what is secondary has the page's colour `--quiet`, and lines have `--line`, where the page defines these.
 *
 * @throws Error where the fonts of KaTeX, which are read from its package, are not there.
 *
 * @example
 * import { derive } from "@chainrule/formula";
 * import { toHtmlFragment } from "@chainrule/formula/html";
 * import { input, mul, named, square, sum } from "@chainrule/core";
 * const x = input([3], { name: "x" });
 * const E = named("E", mul(0.5, sum(square(x))));
 * const { html, css } = toHtmlFragment(derive(E, { wrt: { x } }), { level: 3 });
 * assert.ok(html.startsWith('<div class="derivation">\n<section>\n<h3>Given</h3>'));
 * assert.ok(css.includes("@font-face"));
 */
export const toHtmlFragment = (derivation: Derivation, options: FragmentOptions = {}): HtmlFragment => {
  const { html, css } = sectionsWithStyle(derivation, options);
  return { html: `<div class="derivation">\n${html}\n</div>`, css };
};
