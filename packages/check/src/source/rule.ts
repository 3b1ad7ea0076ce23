import type { Expr, Param } from "@chainrule/core";
import { type Doc, joined, newline } from "./layout.js";
import { namesIn } from "./names.js";

/** How compilers of modules write a name that is imported: `(0, module.name)`, or `__module__.name`. */
const imported = /\(0,\s*[\w$]+\.([\w$]+)\)|\b__\w+__\.([\w$]+)/g;

/** A method is a function without its first word. */
const asExpression = (source: string): string =>
  /^(?:async\b\s*)?(?:function\b|\(|[\w$]+\s*=>)/.test(source) ? source : `function ${source}`;

/** The lines of a function, indented as its last one is not; those of a template literal are part of its value. */
const linesOf = (source: string): readonly string[] => {
  const indent = source.match(/\n([ \t]*)[^\n]*$/)?.[1] ?? "";
  return source.split("\n").map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
};

/** The source of a rule that a user wrote. Its types are gone, and what it closes over is not in it. */
export const sourceOf = (rule: Param | undefined): string => {
  const source = String(rule);
  // Bound functions have no source.
  return source.includes("[native code]")
    ? "rule"
    : asExpression(source.replace(imported, (_, name = "", other = "") => name + other));
};

/** The names that the rule of a `customGradient` may mean something by: all that it mentions but its parameters. */
export const freeNamesOf = ({ params: { rule } }: Expr): readonly string[] => {
  const source = sourceOf(rule);
  const parameters = namesIn(source.slice(0, source.search(/\)|=>/)));
  return [...namesIn(source)].filter((name) => !parameters.has(name));
};

/** The rule of a `customGradient` as its second argument. */
export const writeRule = (rule: Param | undefined): Doc => {
  const source = sourceOf(rule);
  return [
    "// The rule, without its types: supply what it closes over.",
    newline,
    source.includes("`") ? source : joined(linesOf(source), newline),
  ];
};
