// A term without indices as text: with labels, `o1 (1 − o1)`, or with numbers, `0.75 × (1 − 0.75)`.

import { type Rational, realOf, times } from "../term/rational.js";
import { numberIn, type Term } from "../term/term.js";

/** How tightly text binds: the larger, the tighter. */
export const level = { sum: 0, negative: 1, product: 2, quotient: 3, power: 4, atom: 5 };

/** Text, and how tightly it binds. */
export interface Text {
  readonly text: string;
  readonly level: number;
}

/** How the leaves of a term and the functions in it are written, and what stands between the factors of a product. */
export interface Style {
  readonly element: (element: Extract<Term, { kind: "element" }>) => Text;
  readonly number: (value: Rational) => Text;
  readonly functionSign: (name: string) => string;
  readonly times: string;
}

/** A number or a name. */
export const atom = (text: string): Text => ({ text, level: text.startsWith("−") ? level.negative : level.atom });

/** Text in parentheses where it binds less tightly than it must. */
export const within = (part: Text, least: number): string => (part.level < least ? `(${part.text})` : part.text);

/** How many addends are shown of a long sum: the first ones, and the last. */
const shown = 8;

/** A list, or of a long one the first and the last parts, with something in place of the others. */
export const shortened = <A>(parts: readonly A[], ellipsis: A): readonly A[] =>
  parts.length <= shown ? parts : [...parts.slice(0, 3), ellipsis, ...parts.slice(-1)];

/** A sum of texts: one with a sign in front is subtracted. */
export const sumOf = (parts: readonly string[]): string =>
  shortened(parts, "…").reduce((sum, part) =>
    part.startsWith("−") ? `${sum} − ${part.slice(1)}` : `${sum} + ${part}`,
  );

const isNegative = (term: Term): boolean =>
  term.kind === "product" ? term.factors.filter(isNegative).length % 2 === 1 : (numberIn(term) ?? 0) < 0;

/** The terms of a sum, one without a minus first if there is one. */
export const positiveFirst = (terms: readonly Term[]): readonly Term[] => {
  const first = terms.findIndex((term) => !isNegative(term));
  return first <= 0 ? terms : [...terms.slice(first, first + 1), ...terms.slice(0, first), ...terms.slice(first + 1)];
};

const exponents = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** The arguments of `max(a, max(b, c))`. */
const flatArgs = (name: string, args: readonly Term[]): readonly Term[] =>
  args.flatMap((arg) => (arg.kind === "call" && arg.name === name && isFlat(name) ? flatArgs(name, arg.args) : [arg]));

const isFlat = (name: string): boolean => name === "maximum" || name === "minimum";

/** The text of a term without indices. */
export const scalarText = (term: Term, style: Style): Text => {
  const write = (part: Term): Text => scalarText(part, style);
  switch (term.kind) {
    case "number":
      return style.number(term.value);
    case "element":
      return style.element(term);
    case "sum":
      return {
        text: sumOf(positiveFirst(term.terms).map((part) => within(write(part), level.negative))),
        level: level.sum,
      };
    case "product":
      return productText(term.factors, style);
    case "power":
      return powerText(term.base, term.exponent, style);
    case "call": {
      const args = flatArgs(term.name, term.args).map((arg) => write(arg).text);
      const text = term.name === "abs" ? `|${args.join()}|` : `${style.functionSign(term.name)}(${args.join(", ")})`;
      return { text, level: level.atom };
    }
    case "truth":
      return { text: `[${write(term.left).text} ${term.relation} ${write(term.right).text}]`, level: level.atom };
    case "index":
    case "reduce":
    case "choice":
      throw new RangeError(`a term without indices has no ${term.kind}`);
  }
};

/** The base of a reciprocal, `x` of `x⁻¹` and `x²` of `x⁻²`. */
const denominatorOf = (term: Term): Term | undefined => {
  const exponent = term.kind === "power" ? numberIn(term.exponent) : undefined;
  if (term.kind !== "power" || exponent === undefined || exponent >= 0) return undefined;
  if (exponent === -1) return term.base;
  return { ...term, exponent: { kind: "number", value: { numerator: -exponent, denominator: 1 } } };
};

const productText = (factors: readonly Term[], style: Style): Text => {
  const coefficient = factors
    .flatMap((factor) => (factor.kind === "number" ? [factor.value] : []))
    .reduce(times, { numerator: 1, denominator: 1 });
  const size = { ...coefficient, numerator: Math.abs(coefficient.numerator) };
  const others = factors.filter((factor) => factor.kind !== "number");
  const below = others.flatMap((factor) => denominatorOf(factor) ?? []);
  const above = others.filter((factor) => denominatorOf(factor) === undefined);
  const write = (part: Term): Text => scalarText(part, style);
  const beside = [...(realOf(size) === 1 && above.length > 0 ? [] : [style.number(size)]), ...above.map(write)];
  const quotient = below.length === 0 ? beside : [over(together(beside, style), together(below.map(write), style))];
  const unsigned = together(quotient, style);
  return coefficient.numerator < 0 ? { text: `−${within(unsigned, level.product)}`, level: level.negative } : unsigned;
};

/** A product of texts. */
const together = (parts: readonly Text[], { times: sign }: Style): Text => {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return { text: parts.map((part) => within(part, level.quotient)).join(sign), level: level.product };
};

const over = (above: Text, below: Text): Text => ({
  text: `${within(above, level.power)}/${within(below, level.power)}`,
  level: level.quotient,
});

const powerText = (base: Term, exponent: Term, style: Style): Text => {
  const power: Term = { kind: "power", base, exponent };
  const denominator = denominatorOf(power);
  const write = (part: Term): Text => scalarText(part, style);
  if (denominator !== undefined) return over(atom("1"), write(denominator));
  const n = numberIn(exponent);
  const under = within(write(base), level.atom);
  if (n === 0.5) return { text: `√${under}`, level: level.power };
  const raised = n === undefined ? undefined : exponents[n];
  return { text: `${under}${raised ?? `^(${write(exponent).text})`}`, level: level.power };
};
