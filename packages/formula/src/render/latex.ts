import type { Derivation, Step } from "../derive/derivation.js";
import type { Equation, Formula } from "../notation/formula.js";
import { nameOf } from "../notation/name.js";
import { isDecimal, type Rational, realOf } from "../term/rational.js";
import type { Reduction, Relation } from "../term/term.js";
import { isHalf, needsParentheses, type Place, plain, radicand, signed, withSigns } from "./binding.js";
import { definitionsOf } from "./definitions.js";
import { positionsOf } from "./element.js";
import { functionCalled } from "./function-name.js";
import { latexOfName } from "./latex-name.js";
import { type Line, lineOf } from "./line.js";
import { calledAs, type Naming, namingOf, namingOfEquation, namingOfFormulas } from "./naming.js";
import type { RenderOptions } from "./options.js";
import { ownRulesIn } from "./own-rules.js";
import { type Section, sectionsOf } from "./sections.js";
import { constantsIn } from "./symbols.js";
import { superscript } from "./unicode.js";

/** Functions with a command of their own. */
const commands: ReadonlySet<string> = new Set(["exp", "log", "sin", "cos", "tanh", "max", "min"]);

const relations: Readonly<Record<Relation, string>> = {
  "=": "=",
  "≠": "\\neq",
  "<": "<",
  "≤": "\\leq",
  ">": ">",
  "≥": "\\geq",
};

const reductions: Readonly<Record<Reduction, string>> = {
  sum: "\\sum",
  max: "\\max",
  min: "\\min",
  argmax: "\\operatorname*{arg\\,max}",
};

/** In parentheses, as tall as what is in them. */
const enclosed = (latex: string): string =>
  /\\(t?frac|sum|begin)/.test(latex) ? `\\left(${latex}\\right)` : `(${latex})`;

const latexOfDigits = (value: number): string => {
  if (Number.isNaN(value)) return "\\mathrm{NaN}";
  if (value === Number.POSITIVE_INFINITY) return "\\infty";
  const [digits = "", exponent] = String(value).replace("e+", "e").split("e");
  if (exponent === undefined) return digits;
  return `${digits === "1" ? "" : `${digits} \\times `}10^{${exponent}}`;
};

/** A number that is not negative. */
const latexOfNumber = (value: Rational): string => {
  if (isHalf(value)) return "\\frac{1}{2}";
  return isDecimal(value) ? latexOfDigits(realOf(value)) : `\\frac{${value.numerator}}{${value.denominator}}`;
};

const latexOfFunction = (name: string, naming: Naming): string => {
  const { sign, primes } = functionCalled(name, naming);
  const called = commands.has(sign)
    ? `\\${sign}`
    : latexOfName(nameOf(sign)).replace(/^\\math(rm|it)(?=\{)/, "\\operatorname");
  return called + primes.replaceAll("′", "'");
};

const partialBy = (variable: string, { loss }: Naming): string =>
  `\\frac{\\partial ${latexOfName(nameOf(loss))}}{\\partial ${variable}}`;

const latexOfSymbol = ({ of, subscripts }: Extract<Formula, { kind: "symbol" }>, naming: Naming): string => {
  const called = calledAs(of, naming);
  const { text, isTaken } = positionsOf(subscripts, called, naming);
  const positions = subscripts.map((position) => write(position, naming));
  const isShort = text !== undefined || positions.every((position) => position.length === 1);
  const below = isTaken ? `[${positions.join(", ")}]` : `_{${positions.join(isShort ? "" : ", ")}}`;
  const latex = latexOfName(called.name) + (subscripts.length === 0 ? "" : below);
  return called.isPartial ? partialBy(latex, naming) : latex;
};

/** Numbers need a sign between them, and words a space. */
const sideBySide = (factors: readonly string[]): string =>
  factors.reduce((product, factor) => {
    if (/^(\d|\\t?frac\{\d+\}\{\d+\})/.test(factor)) return `${product} \\cdot ${factor}`;
    const isWord = /\\(mathrm|mathit|text)\{[^{}]*\}$/.test(product) || /^\\(mathrm|mathit|text)\{/.test(factor);
    return `${product}${isWord ? "\\, " : " "}${factor}`;
  });

const latexOfProduct = ({ by, factors }: Extract<Formula, { kind: "product" }>, naming: Naming): string => {
  if (factors.length === 0) return "1";
  if (by === "elementwise") return factors.map((factor) => put(factor, "operand", naming)).join(" \\odot ");
  const last = factors.length - 1;
  return sideBySide(factors.map((factor, at) => put(factor, at === last ? "last factor" : "factor", naming)));
};

const latexOfCall = (name: string, args: readonly Formula[], naming: Naming): string => {
  const list = args.map((arg) => write(arg, naming)).join(", ");
  if (name === "abs") return `\\left\\lvert ${list} \\right\\rvert`;
  const enclosing = enclosed(list);
  // Tall parentheses would stand off from the name.
  return `${latexOfFunction(name, naming)}${enclosing.startsWith("(") ? "" : "\\!"}${enclosing}`;
};

const latexOfRelation = (formula: Formula, naming: Naming): string =>
  formula.kind === "truth"
    ? `${write(formula.left, naming)} ${relations[formula.relation]} ${write(formula.right, naming)}`
    : `${write(formula, naming)} \\neq 0`;

/** A base and what stands above it; `text` is that in text. */
const raised = (base: Formula, above: string, text: string, naming: Naming): string =>
  `${put(base, "base", naming, text)}^{${above}}`;

const put = (formula: Formula, place: Place, naming: Naming, above = ""): string => {
  const inner = plain(formula);
  const latex = write(inner, naming);
  return inner.kind === "cases" || needsParentheses(inner, place, naming, above) ? enclosed(latex) : latex;
};

const write = (whole: Formula, naming: Naming): string => {
  const formula = plain(whole);
  const root = radicand(formula);
  if (root !== undefined) return `\\sqrt{${write(root, naming)}}`;
  switch (formula.kind) {
    case "number": {
      const { isNegative, of } = signed(formula);
      return isNegative ? `-${write(of, naming)}` : latexOfNumber(formula.value);
    }
    case "letter":
      return latexOfName(nameOf(formula.letter));
    case "symbol":
      return latexOfSymbol(formula, naming);
    case "ones":
      return "\\mathbf{1}";
    case "negative":
      return `-${put(formula.of, "term", naming)}`;
    case "sum":
      return withSigns(formula.terms, "-", (term) => put(term, "term", naming));
    case "product":
      return latexOfProduct(formula, naming);
    case "quotient":
      return `\\frac{${write(formula.numerator, naming)}}{${write(formula.denominator, naming)}}`;
    case "power": {
      const exponent = write(formula.exponent, naming);
      return raised(formula.base, exponent, superscript(exponent) ?? "", naming);
    }
    case "transpose":
      return raised(formula.of, "\\top", "ᵀ", naming);
    case "call":
      return latexOfCall(formula.name, formula.args, naming);
    case "reduce": {
      const { by, letters, of } = formula;
      const under = letters.length === 0 ? "" : `_{${letters.map((letter) => latexOfName(nameOf(letter))).join(", ")}}`;
      return `${reductions[by]}${under} ${put(of, "body", naming)}`;
    }
    case "norm":
      return `\\left\\lVert ${write(formula.of, naming)} \\right\\rVert`;
    case "truth":
      return `[${latexOfRelation(formula, naming)}]`;
    case "cases": {
      const [yes, condition, no] = [
        write(formula.yes, naming),
        latexOfRelation(plain(formula.condition), naming),
        write(formula.no, naming),
      ];
      return `\\begin{cases} ${yes} & \\text{if } ${condition} \\\\ ${no} & \\text{otherwise} \\end{cases}`;
    }
  }
};

/**
 * A formula in LaTeX. Nothing in it looks like one of the symbols of `naming`, which by default are those of the formula.
 *
 * @example
 * import { derive, latexOf } from "@chainrule/formula";
 * import { input, sum, square } from "@chainrule/core";
 * const x = input([3], { name: "x" });
 * const gradient = derive(sum(square(x)), { wrt: { x } }).steps.last();
 * assert.equal(gradient && latexOf(gradient.equation.left), String.raw`\frac{\partial E}{\partial x}`);
 */
export const latexOf = (formula: Formula, naming: Naming = namingOfFormulas(formula)): string => write(formula, naming);

/** An equation in LaTeX, in two: what is defined, and the rest. */
const halvesOf = ({ left, gradientBy, sign, right }: Line, naming: Naming): readonly [string, string] => {
  const defined =
    gradientBy === undefined
      ? write(left, naming)
      : `\\nabla_{${latexOfName(nameOf(gradientBy.name))}} ${latexOfName(nameOf(naming.loss))}`;
  return [defined, `${sign === "=" ? "=" : "\\leftarrow"} ${write(right, naming)}`];
};

/**
 * An equation, or that of a step, in LaTeX; that of an update has an arrow in it.
 *
 * @example
 * import { derive, latexOfEquation } from "@chainrule/formula";
 * import { input, sum, square } from "@chainrule/core";
 * const x = input([3], { name: "x" });
 * const gradient = derive(sum(square(x)), { wrt: { x } }).steps.last();
 * assert.equal(gradient && latexOfEquation(gradient), String.raw`\frac{\partial E}{\partial x} = 2 x`);
 */
export const latexOfEquation = (shown: Equation | Step, naming?: Naming, options: RenderOptions = {}): string => {
  const line = lineOf(shown, options);
  return halvesOf(line, naming ?? namingOfEquation(shown)).join(" ");
};

/** What a step defines, in LaTeX. */
export const latexOfDefined = (step: Step, naming: Naming, options: RenderOptions): string =>
  halvesOf(lineOf(step, options), naming)[0];

/** The derivative by a letter on one line. */
const shortPartialBy = (letter: string, { loss }: Naming): string =>
  `\\partial ${latexOfName(nameOf(loss))} / \\partial ${letter}`;

/** What δ is short for, on one line. */
export const latexOfDelta = (delta: Derivation["delta"], naming: Naming): string =>
  `\\delta = ${delta === "descent" ? "-" : ""}${shortPartialBy("z", naming)}`;

/** What a bar means in derivative rules. */
export const latexOfBar = (naming: Naming): string => `\\bar{x} = ${shortPartialBy("x", naming)}`;

/** Equations one under the other, each with what is remarked on it. */
const aligned = (environment: string, rows: readonly (readonly [string, string, remark?: string])[]): string => {
  const lines = rows.map(([left, right, remark = ""], at) => {
    const end = at === rows.length - 1 ? "" : " \\\\";
    return `  ${left} &${right}${end}${remark && ` % ${remark}`}`;
  });
  return [`\\begin{${environment}}`, ...lines, `\\end{${environment}}`].join("\n");
};

/** The equations of a section in one `aligned` or `align*`. */
export const latexOfSection = (
  { steps }: Section,
  naming: Naming,
  options: RenderOptions = {},
  environment: "aligned" | "align*" = "aligned",
): string =>
  aligned(
    environment,
    steps.map((step) => [
      ...halvesOf(lineOf(step, options), naming),
      options.rules ? step.rules.join("; ").replace(/\s+/gu, " ") : "",
    ]),
  );

/**
 * A derivation in LaTeX (amsmath): an `align*` for each part, with its heading as a comment. Throws nothing.
 *
 * @example
 * import { derive, toLatex } from "@chainrule/formula";
 * import { input, mul, named, square, sum } from "@chainrule/core";
 * const x = input([3], { name: "x" });
 * const E = named("E", mul(0.5, sum(square(x))));
 * assert.equal(
 *   toLatex(derive(E, { wrt: { x } })),
 *   String.raw`% Forward
 * \begin{align*}
 *   E &= \frac{1}{2} \left\lVert x \right\rVert^{2}
 * \end{align*}
 *
 * % Gradients
 * \begin{align*}
 *   \frac{\partial E}{\partial x} &= x
 * \end{align*}`,
 * );
 */
export const toLatex = (derivation: Derivation, options: RenderOptions = {}): string => {
  const naming = namingOf(derivation);
  const definitions = [
    ...definitionsOf(derivation).map((equation) => halvesOf(lineOf(equation, {}), naming)),
    ...constantsIn(derivation).map(
      ({ symbol, shape }) => [write(symbol, naming), `\\text{ a constant } ${shape}`] as const,
    ),
  ];
  return [
    ...sectionsOf(derivation, naming).map((section) => {
      const { title, delta } = section;
      const heading = delta === undefined ? `% ${title}` : `% ${title}, with $${latexOfDelta(delta, naming)}$`;
      return `${heading}\n${latexOfSection(section, naming, options, "align*")}`;
    }),
    ...ownRulesIn(
      derivation,
      (step) => `$${latexOfDefined(step, naming, options)}$`,
      (name) => `\\texttt{${name}}`,
    ),
    ...(definitions.length === 0 ? [] : [`% where\n${aligned("align*", definitions)}`]),
  ].join("\n\n");
};
