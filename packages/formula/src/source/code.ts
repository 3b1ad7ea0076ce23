// Expressions of TypeScript, with parentheses only where they are needed.

import { block, group, indented, type Layout, lastComma, seam, separated, space } from "./layout.js";

/** How tightly the outermost operator of an expression binds, loosest first. */
const levels = ["choice", "and", "bitwise", "relation", "sum", "signed", "product", "power", "atom"] as const;
type Level = (typeof levels)[number];

/** An expression, and what operator is its outermost. */
export interface Code {
  readonly layout: Layout;
  readonly level: Level;
}

/** The expression where only operators that bind as tightly may stand. */
const within = (level: Level, { layout, level: own }: Code): Layout =>
  levels.indexOf(own) >= levels.indexOf(level) ? layout : ["(", layout, ")"];

export const atom = (...layout: readonly Layout[]): Code => ({ layout, level: "atom" });

/** A number that is not negative, or NaN. */
export const literal = (value: number): Code => atom(String(value));

export const element = (array: string, at: readonly Code[]): Code =>
  atom(array, ...at.map(({ layout }) => ["[", layout, "]"]));

export const call = (name: string, ...args: readonly Code[]): Code =>
  atom(
    `${name}(`,
    separated(
      args.map(({ layout }) => layout),
      ", ",
    ),
    ")",
  );

/** `name(size, (index) => value)`, with `{ statements; return value; }` where there are statements. */
export const loop = (
  name: string,
  size: number,
  index: string,
  statements: readonly Layout[],
  { layout }: Code,
): Code => {
  const head = `${name}(${size}, (${index}) =>`;
  return statements.length === 0
    ? atom(group(head, indented(space, layout), lastComma, ")"))
    : atom(head, " ", block(...statements, ["return ", layout, ";"]), ")");
};

/** `[item]` */
export const list = ({ layout }: Code): Code => atom(group("[", indented(seam, layout), lastComma, "]"));

/** `{ a, b }` */
export const fields = (names: readonly string[]): Layout =>
  group("{", indented(space, separated(names, [",", space])), { kind: "line", flat: " ", before: "," }, "}");

/** `const name = value;` */
export const definition = (name: string, { layout }: Code): Layout => [`const ${name} = `, layout, ";"];

/** `const name = (parameter: number): number => value;` */
export const definedFunction = (
  name: string,
  parameter: string,
  statements: readonly Layout[],
  { layout }: Code,
): Layout => {
  const head = `const ${name} = (${parameter}: number): number =>`;
  return statements.length === 0
    ? group(head, indented(space, layout), ";")
    : [head, " ", block(...statements, ["return ", layout, ";"]), ";"];
};

/** `a + b - c`; the first may have a sign. */
export const sum = (first: Code, rest: readonly { readonly operator: "+" | "-"; readonly code: Code }[]): Code => {
  if (rest.length === 0) return first;
  const others = rest.map(({ operator, code }) => [` ${operator}`, space, within("product", code)]);
  return { layout: group(within("sum", first), indented(...others)), level: "sum" };
};

/** `a * b / c`, `-a / (b * c)`: the first factor may have a sign. */
export const product = (factors: readonly Code[], divisors: readonly Code[] = []): Code => {
  const above = times(factors);
  if (divisors.length === 0) return above;
  return {
    layout: group(within("signed", above), indented(" /", space, within("power", times(divisors)))),
    level: above.level === "signed" ? "signed" : "product",
  };
};

const times = (factors: readonly Code[]): Code => {
  const [first, ...rest] = factors;
  if (first === undefined) return literal(1);
  if (rest.length === 0) return first;
  const others = rest.map((factor) => [" *", space, within("power", factor)]);
  return {
    layout: group(within("signed", first), indented(...others)),
    level: first.level === "signed" ? "signed" : "product",
  };
};

/** `-a` of what is no product; a power has parentheses, for the language has no `-a ** 2`. */
export const negative = (code: Code): Code => ({ layout: ["-", within("atom", code)], level: "signed" });

export const power = (base: Code, exponent: Code): Code => ({
  layout: [within("atom", base), " ** ", within("power", exponent)],
  level: "power",
});

/** `a % b`. */
export const remainder = (a: Code, b: Code): Code => ({
  layout: [within("product", a), " % ", within("power", b)],
  level: "product",
});

/** `a | 0`: an operator and its right side after an expression. */
export const bitwise = (a: Code, operation: string): Code => ({
  layout: [within("sum", a), " ", operation],
  level: "bitwise",
});

export const relation = (operator: string, left: Code, right: Code): Code => ({
  layout: group(within("sum", left), ` ${operator} `, within("sum", right)),
  level: "relation",
});

export const and = (conditions: readonly Code[]): Code => {
  const [first = atom("true"), ...rest] = conditions;
  if (rest.length === 0) return first;
  return {
    layout: group(
      within("relation", first),
      indented(...rest.map((condition) => [" &&", space, within("relation", condition)])),
    ),
    level: "and",
  };
};

export const choice = (condition: Code, yes: Code, no: Code): Code => ({
  layout: group(within("and", condition), indented(space, "? ", yes.layout, space, ": ", no.layout)),
  level: "choice",
});
