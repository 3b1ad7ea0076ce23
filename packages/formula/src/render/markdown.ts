import type { Derivation, Step } from "../derive/derivation.js";
import { definitionsOf } from "./definitions.js";
import { latexOf, latexOfBar, latexOfDefined, latexOfDelta, latexOfEquation, latexOfSection } from "./latex.js";
import { type Naming, namingOf } from "./naming.js";
import type { RenderOptions } from "./options.js";
import { hasBar, ownRulesIn } from "./own-rules.js";
import { type Section, sectionsOf } from "./sections.js";
import { describeShape, givenIn } from "./symbols.js";

const heading = (title: string): string => `### ${title}`;
const block = (latex: string): string => `$$\n${latex}\n$$`;
const inline = (latex: string): string => `$${latex}$`;

/** Text without meaning as Markdown. */
const escaped = (text: string): string => text.replace(/[\\`*_<>[\]#|$]/g, "\\$&");

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** In a table, a bar ends a cell. */
const cell = (latex: string): string => inline(latex.replaceAll("|", "\\|"));

const partOf = (section: Section, naming: Naming, options: RenderOptions): string => {
  const { delta } = section;
  const title = delta === undefined ? section.title : `${section.title}, with ${inline(latexOfDelta(delta, naming))}`;
  return `${heading(title)}\n\n${block(latexOfSection(section, naming, { ...options, rules: false }))}`;
};

/** The symbols: what is given, then what each step defines, with the rules that lead to it. */
const symbolsOf = (derivation: Derivation, naming: Naming, options: RenderOptions): string => {
  const { steps } = derivation;
  const rules = options.rules ?? true;
  const stepRow = (step: Step): readonly string[] => [
    cell(latexOfDefined(step, naming, options)),
    describeShape(step.shape),
    rules ? escaped(step.rules.join("; ")) : "",
  ];
  const rows = [
    ...givenIn(derivation).map(({ symbol, shape, isConstant }) => [
      cell(latexOf(symbol, naming)),
      shape,
      isConstant ? "constant" : "given",
    ]),
    ...steps.filter(({ kind }) => kind !== "update").map(stepRow),
  ];
  const bar = rules && hasBar(steps) ? `\n\nIn the rules, ${inline(latexOfBar(naming))}.` : "";
  return `${heading("Symbols")}\n\n${table(["Symbol", "Shape", rules ? "Rules" : ""], rows)}${bar}`;
};

/**
 * A derivation in Markdown, as GitHub shows it: formulas in `$$`, and a table of the symbols with their shapes and, unless `rules` is false,
 * the derivative rules used. Throws nothing.
 *
 * @example
 * import { derive, toMarkdown } from "@chainrule/formula";
 * import { input, mul, named, square, sum } from "@chainrule/core";
 * const x = input([3], { name: "x" });
 * const E = named("E", mul(0.5, sum(square(x))));
 * assert.equal(
 *   toMarkdown(derive(E, { wrt: { x } }), { rules: false }),
 *   String.raw`### Forward
 *
 * $$
 * \begin{aligned}
 *   E &= \frac{1}{2} \left\lVert x \right\rVert^{2}
 * \end{aligned}
 * $$
 *
 * ### Gradients
 *
 * $$
 * \begin{aligned}
 *   \frac{\partial E}{\partial x} &= x
 * \end{aligned}
 * $$
 *
 * ### Symbols
 *
 * | Symbol | Shape |  |
 * | --- | --- | --- |
 * | $x$ | [3] | given |
 * | $E$ | scalar |  |
 * | $\frac{\partial E}{\partial x}$ | [3] |  |`,
 * );
 */
export const toMarkdown = (derivation: Derivation, options: RenderOptions = {}): string => {
  const naming = namingOf(derivation);
  const definitions = definitionsOf(derivation).map((equation) => inline(latexOfEquation(equation, naming)));
  return [
    ...sectionsOf(derivation, naming).map((section) => partOf(section, naming, options)),
    ...ownRulesIn(
      derivation,
      (step) => inline(latexOfDefined(step, naming, options)),
      (name) => `\`${name}\``,
    ),
    ...(definitions.length === 0 ? [] : [`where ${definitions.join(", ")}`]),
    symbolsOf(derivation, naming, options),
  ].join("\n\n");
};
