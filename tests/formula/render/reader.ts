// What formulas and their texts mean, bracket by bracket: if the text of a formula is read as the formula, its parentheses are right.

import type { Formula } from "../../../packages/formula/src/notation/formula.js";
import { type Rational, realOf } from "../../../packages/formula/src/term/rational.js";
import type { Variable } from "../../../packages/formula/src/term/term.js";

const list = (...parts: readonly (string | number)[]): string => `(${parts.join(" ")})`;

/** Several parts, or the only one. */
const joined = (sign: string, parts: readonly string[], none: string): string =>
  parts.length > 1 ? list(sign, ...parts) : (parts[0] ?? none);

const structureOfNumber = (value: Rational): string => {
  if (value.numerator < 0) return list("-", structureOfNumber({ ...value, numerator: -value.numerator }));
  const isQuotient =
    ![1, 2, 10, 1000].includes(value.denominator) || (value.denominator === 2 && value.numerator !== 1);
  return isQuotient ? list("/", value.numerator, value.denominator) : String(realOf(value));
};

/** The structure of a formula, given what symbols are called. */
export const structureOf = (formula: Formula, called: (variable: Variable) => string): string => {
  const of = (part: Formula): string => structureOf(part, called);
  switch (formula.kind) {
    case "number":
      return structureOfNumber(formula.value);
    case "letter":
      return formula.letter;
    case "symbol": {
      const symbol = called(formula.of);
      return formula.subscripts.length === 0 ? symbol : list("at", symbol, ...formula.subscripts.map(of));
    }
    case "ones":
      return "𝟏";
    case "negative":
      return list("-", of(formula.of));
    case "sum":
      return joined("+", formula.terms.map(of), "0");
    case "product":
      return joined(formula.by === "elementwise" ? "⊙" : "·", formula.factors.map(of), "1");
    case "quotient":
      return list("/", of(formula.numerator), of(formula.denominator));
    case "power": {
      const exponent = of(formula.exponent);
      return exponent === "0.5" ? list("√", of(formula.base)) : list("^", of(formula.base), exponent);
    }
    case "transpose":
      return list("ᵀ", of(formula.of));
    case "call": {
      const sign: Readonly<Record<string, string>> = { sigmoid: "σ", maximum: "max", sqrt: "√", abs: "|" };
      return list(sign[formula.name] ?? formula.name, ...formula.args.map(of));
    }
    case "reduce":
      return list(formula.by === "sum" ? "Σ" : formula.by, `[${formula.letters.join("")}]`, of(formula.of));
    case "norm":
      return list("‖", of(formula.of));
    case "truth":
      return list(formula.relation, of(formula.left), of(formula.right));
    case "cases":
      return list("if", of(formula.condition), of(formula.yes), of(formula.no));
  }
};

const lowered = "ᵢⱼₖₗₛ₀₁₂₃₄₅₆₇₈₉";
const letters = new Map(Array.from(lowered, (letter, at) => [letter, "ijkls0123456789"[at] ?? ""]));

const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** The structure of a text in which there are these symbols. */
export const readStructure = (text: string, symbols: readonly string[]): string => {
  const longestFirst = symbols.toSorted((a, b) => b.length - a.length);
  let rest = text;

  const take = (start: string): boolean => {
    if (!rest.startsWith(start)) return false;
    rest = rest.slice(start.length);
    return true;
  };
  const match = (pattern: RegExp): string | undefined => {
    const [found] = pattern.exec(rest) ?? [];
    if (found !== undefined) rest = rest.slice(found.length);
    return found;
  };
  const expect = (end: string): void => {
    if (!take(end)) throw new SyntaxError(`${end} expected before «${rest}» in «${text}»`);
  };
  const until = (end: string, part: string): string => {
    expect(end);
    return part;
  };
  const separated = (separator: string, part: () => string): readonly string[] => {
    const parts = [part()];
    while (take(separator)) parts.push(part());
    return parts;
  };

  const sum = (): string => {
    const terms = [take("−") ? list("-", elementwise()) : elementwise()];
    for (let sign = match(/^ [+−] /u); sign !== undefined; sign = match(/^ [+−] /u))
      terms.push(sign === " − " ? list("-", elementwise()) : elementwise());
    return joined("+", terms, "");
  };
  const elementwise = (): string => joined("⊙", separated(" ⊙ ", product), "");
  const product = (): string => {
    const factors = [quotient()];
    while (/^ (?![+−⊙=≠<≤>≥]|if |else )/u.test(rest) && take(" ")) factors.push(quotient());
    return joined("·", factors, "");
  };
  const quotient = (): string => {
    const reduction = match(/^(Σ|max|min|argmax)(?=[ₖₗᵢⱼ]|_\{| )/u);
    if (reduction !== undefined) return reduced(reduction);
    const numerator = postfix();
    return take("/") ? list("/", numerator, postfix()) : numerator;
  };
  const reduced = (by: string): string => {
    const braced = match(/^_\{[^}]*\}/u)?.replace(/[_{},]/g, "");
    const under = braced ?? Array.from(match(/^[ₖₗᵢⱼ]+/u) ?? "", (letter) => letters.get(letter)).join("");
    expect(" ");
    return list(by, `[${under}]`, product());
  };
  const postfix = (): string => {
    if (take("√")) return list("√", take("(") ? until(")", sum()) : atom());
    const base = atom();
    const power = match(/^[⁰¹²³⁴⁵⁶⁷⁸⁹]+/u);
    if (power !== undefined) return list("^", base, Array.from(power, (digit) => digits.indexOf(digit)).join(""));
    if (take("^(")) return list("^", base, until(")", sum()));
    return take("ᵀ") ? list("ᵀ", base) : base;
  };
  const relation = (left: string): string | undefined => {
    const sign = match(/^ [=≠<≤>≥] /u)?.trim();
    return sign === undefined ? undefined : list(sign, left, sum());
  };
  const parenthesised = (): string => {
    const inner = sum();
    if (!take(" if ")) return until(")", inner);
    const left = sum();
    const condition = relation(left) ?? left;
    expect(" else ");
    return until(")", list("if", condition, inner, sum()));
  };
  const atom = (): string => {
    if (take("½")) return "0.5";
    const number = match(/^\d+(\.\d+)?(e-?\d+)?/);
    if (number !== undefined) return String(Number(number));
    if (take("(")) return parenthesised();
    if (take("|")) return list("|", until("|", sum()));
    if (take("‖")) return list("‖", until("‖", sum()));
    if (take("[")) return until("]", relation(sum()) ?? "");
    if (take("𝟏")) return "𝟏";
    const called = match(/^\p{L}+′?(?=\()/u);
    if (called !== undefined && take("(")) return until(")", list(called, ...separated(", ", sum)));
    const partial = match(/^∂E\/∂/u) ?? "";
    const symbol = longestFirst.find((name) => rest.startsWith(name.slice(partial.length)) && name.startsWith(partial));
    if (symbol === undefined) return match(/^[a-z]/) ?? until("a symbol", "");
    take(symbol.slice(partial.length));
    if (take("[")) return until("]", list("at", symbol, ...separated(", ", sum)));
    const below = match(/^[ᵢⱼₖₗₛ₀-₉]+/u);
    return below === undefined
      ? symbol
      : list("at", symbol, ...Array.from(below, (letter) => letters.get(letter) ?? ""));
  };

  const whole = sum();
  return rest === "" ? whole : until("the end", "");
};
