import type { Derivation, Step } from "../derive/derivation.js";
import type { Equation, Formula } from "../notation/formula.js";
import { nameOf } from "../notation/name.js";
import { isDecimal, type Rational, realOf } from "../term/rational.js";
import { isHalf, needsParentheses, type Place, plain, radicand, signed, withSigns } from "./binding.js";
import { definitionsOf } from "./definitions.js";
import { positionsOf } from "./element.js";
import { functionCalled } from "./function-name.js";
import { type Line, lineOf } from "./line.js";
import { calledAs, type Naming, namingOf, namingOfEquation, namingOfFormulas, textOfName } from "./naming.js";
import type { RenderOptions } from "./options.js";
import { ownRulesIn } from "./own-rules.js";
import { type Section, sectionsOf } from "./sections.js";
import { constantsIn } from "./symbols.js";
import { subscript, superscript } from "./unicode.js";

const digits = (value: number): string => {
  if (Number.isNaN(value)) return "NaN";
  return value === Number.POSITIVE_INFINITY ? "∞" : String(value).replace("e+", "e");
};

/** A number that is not negative. */
const textOfNumber = (value: Rational): string => {
  if (isHalf(value)) return "½";
  return isDecimal(value) ? digits(realOf(value)) : `${value.numerator}/${value.denominator}`;
};

const partialBy = (variable: string, { loss }: Naming): string => `∂${textOfName(nameOf(loss))}/∂${variable}`;

const textOfSymbol = ({ of, subscripts }: Extract<Formula, { kind: "symbol" }>, naming: Naming): string => {
  const called = calledAs(of, naming);
  const positions = positionsOf(subscripts, called, naming);
  const brackets = (): string => `[${subscripts.map((position) => write(position, naming)).join(", ")}]`;
  const below = subscripts.length === 0 ? "" : positions.isTaken ? brackets() : (positions.text ?? brackets());
  const text = textOfName(called.name) + below;
  return called.isPartial ? partialBy(text, naming) : text;
};

const relate = (by: "sum" | "max" | "min" | "argmax", letters: readonly string[]): string => {
  const sign = by === "sum" ? "Σ" : by;
  const under = letters.map(subscript);
  return sign + (under.includes(undefined) ? `_{${letters.join(",")}}` : under.join(""));
};

/** Between bars, bars stand in parentheses. */
const between = (bar: string, text: string): string =>
  text.includes(bar) ? `${bar}(${text})${bar}` : `${bar}${text}${bar}`;

const textOfRoot = (of: Formula, naming: Naming): string => {
  const isBare = (of.kind === "symbol" || of.kind === "number") && !needsParentheses(of, "base", naming);
  return `√${isBare ? write(of, naming) : `(${write(of, naming)})`}`;
};

const textOfPower = (base: Formula, exponent: Formula, naming: Naming): string => {
  const text = write(exponent, naming);
  const isWhole = /^\d+$/.test(text);
  return above(base, (isWhole && superscript(text)) || `^(${text})`, naming);
};

/** What stands above a base. */
const above = (base: Formula, raised: string, naming: Naming): string => put(base, "base", naming, raised) + raised;

/** A condition; of a relation, without the brackets that make a number of it. */
const textOfCondition = (formula: Formula, naming: Naming): string => {
  const text = write(formula, naming);
  return plain(formula).kind === "truth" ? text.slice(1, -1) : text;
};

const put = (formula: Formula, place: Place, naming: Naming, raised = ""): string => {
  const inner = plain(formula);
  return needsParentheses(inner, place, naming, raised) ? `(${write(inner, naming)})` : write(inner, naming);
};

const write = (whole: Formula, naming: Naming): string => {
  const formula = plain(whole);
  const root = radicand(formula);
  if (root !== undefined) return textOfRoot(plain(root), naming);
  switch (formula.kind) {
    case "number": {
      const { isNegative, of } = signed(formula);
      return isNegative ? `−${write(of, naming)}` : textOfNumber(formula.value);
    }
    case "letter":
      return formula.letter;
    case "symbol":
      return textOfSymbol(formula, naming);
    case "ones":
      return "𝟏";
    case "negative":
      return `−${put(formula.of, "term", naming)}`;
    case "sum":
      return withSigns(formula.terms, "−", (term) => put(term, "term", naming));
    case "product": {
      const { by, factors } = formula;
      const last = factors.length - 1;
      if (by === "elementwise") return factors.map((factor) => put(factor, "operand", naming)).join(" ⊙ ") || "1";
      return factors.map((factor, at) => put(factor, at === last ? "last factor" : "factor", naming)).join(" ") || "1";
    }
    case "quotient":
      return `${put(formula.numerator, "part", naming)}/${put(formula.denominator, "part", naming)}`;
    case "power":
      return textOfPower(formula.base, formula.exponent, naming);
    case "transpose":
      return above(formula.of, "ᵀ", naming);
    case "call": {
      const args = formula.args.map((arg) => write(arg, naming)).join(", ");
      if (formula.name === "abs") return between("|", args);
      const { sign, primes } = functionCalled(formula.name, naming);
      return `${sign}${primes}(${args})`;
    }
    case "reduce":
      return `${relate(formula.by, formula.letters)} ${put(formula.of, "body", naming)}`;
    case "norm":
      return between("‖", write(formula.of, naming));
    case "truth":
      return `[${write(formula.left, naming)} ${formula.relation} ${write(formula.right, naming)}]`;
    case "cases":
      return `(${write(formula.yes, naming)} if ${textOfCondition(formula.condition, naming)} else ${write(formula.no, naming)})`;
  }
};

/**
 * A formula as a line of text. Nothing in it is printed like one of the symbols of `naming`, which by default are those of the formula.
 *
 * @example
 * import { derive, textOf } from "@chainrule/formula";
 * import { input, sum, square } from "@chainrule/core";
 * const x = input([3], { name: "x" });
 * const gradient = derive(sum(square(x)), { wrt: { x } }).steps.last();
 * assert.equal(gradient && textOf(gradient.equation.right), "2 x");
 */
export const textOf = (formula: Formula, naming: Naming = namingOfFormulas(formula)): string => write(formula, naming);

/** An equation as a line of text, in two: what is defined, and the rest. */
const halvesOf = ({ left, gradientBy, sign, right }: Line, naming: Naming): readonly [string, string] => {
  const defined =
    gradientBy === undefined
      ? write(left, naming)
      : `∇_{${textOfName(nameOf(gradientBy.name))}} ${textOfName(nameOf(naming.loss))}`;
  return [defined, `${sign} ${write(right, naming)}`];
};

/**
 * An equation, or that of a step, as a line of text; that of an update has ← in it.
 *
 * @example
 * import { derive, textOfEquation } from "@chainrule/formula";
 * import { input, sum, square } from "@chainrule/core";
 * const x = input([3], { name: "x" });
 * const equations = derive(sum(square(x)), { wrt: { x } }).steps.map((step) => textOfEquation(step));
 * assert.deepEqual(equations.toArray(), ["E = ‖x‖²", "∂E/∂x = 2 x"]);
 */
export const textOfEquation = (shown: Equation | Step, naming?: Naming, options: RenderOptions = {}): string => {
  const line = lineOf(shown, options);
  return halvesOf(line, naming ?? namingOfEquation(shown)).join(" ");
};

/** How many characters wide a text is: marks stand above letters. */
const widthOf = (text: string): number => Array.from(text.replace(/\p{M}/gu, "")).length;
const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
const spaces = (count: number): string => " ".repeat(Math.max(0, count));

/** Rules stand behind the equations, one under the other unless an equation is too long for that. */
const WIDTH = 60;

const textOfSection = ({ title, steps, delta }: Section, naming: Naming, options: RenderOptions): string => {
  const halves = steps.map((step) => halvesOf(lineOf(step, options), naming));
  const margin = widest(halves.map(([left]) => left));
  const lines = halves.map(([left, right]) => `  ${spaces(margin - widthOf(left))}${left} ${right}`);
  const column = Math.min(WIDTH, widest(lines));
  const withRules = steps.map(({ rules }, at): string => {
    const line = lines[at] ?? "";
    return options.rules && rules.length > 0 ? `${line}${spaces(column - widthOf(line))}  · ${rules.join("; ")}` : line;
  });
  const sign = delta === "descent" ? "−" : "";
  const heading = delta === undefined ? title : `${title}, with δ = ${sign}${partialBy("z", naming)}`;
  return [heading, ...withRules].join("\n");
};

/**
 * A derivation as text: the forward equations, the derivatives from the loss downwards, the gradients and the updates, one equation a line; then what their
 * constants and abstract functions are. Throws nothing.
 *
 * @example
 * import { derive, toText } from "@chainrule/formula";
 * import { input, mul, named, square, sum } from "@chainrule/core";
 * const x = input([3], { name: "x" });
 * const E = named("E", mul(0.5, sum(square(x))));
 * assert.equal(toText(derive(E, { wrt: { x } })), "Forward\n  E = ½ ‖x‖²\n\nGradients\n  ∂E/∂x = x");
 */
export const toText = (derivation: Derivation, options: RenderOptions = {}): string => {
  const naming = namingOf(derivation);
  const definitions = [
    ...definitionsOf(derivation).map((equation) => textOfEquation(equation, naming)),
    ...constantsIn(derivation).map(({ symbol, shape }) => `${write(symbol, naming)} a constant ${shape}`),
  ];
  return [
    ...sectionsOf(derivation, naming).map((section) => textOfSection(section, naming, options)),
    ...ownRulesIn(derivation, (step) => halvesOf(lineOf(step, options), naming)[0]),
    ...(definitions.length === 0 ? [] : [`where ${definitions.join(", ")}`]),
  ].join("\n\n");
};
