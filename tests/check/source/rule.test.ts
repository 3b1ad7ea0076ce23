import { customGradient, type Expr, input, sin } from "@chainrule/core";
import { expect, test } from "vitest";
import { render } from "../../../packages/check/src/source/layout.js";
import { freeNamesOf, sourceOf, writeRule } from "../../../packages/check/src/source/rule.js";

/** A function as its source says, whatever compiles this file. */
const compiled = (source: string): (() => never) => new Function(`return ${source}`)();

test("is the source of the function", () => {
  expect(sourceOf(compiled("(g, _y, x) => [mul(g, x)]"))).toBe("(g, _y, x) => [mul(g, x)]");
  expect(sourceOf(compiled("g => [g]"))).toBe("g => [g]");
  expect(sourceOf(compiled("function (g) { return [g]; }"))).toBe("function (g) { return [g]; }");
});

test("names imports as they are called, not as compilers rewrite them", () => {
  expect(sourceOf(compiled("(g, _y, x) => [(0, core_1.mul)(g, __vite_ssr_import_0__.sin(x))]"))).toBe(
    "(g, _y, x) => [mul(g, sin(x))]",
  );
});

test("of a method is that of a function", () => {
  expect(sourceOf(compiled("({ rule(g) { return [g]; } }).rule"))).toBe("function rule(g) { return [g]; }");
});

test("that cannot be had is a name to be supplied", () => {
  expect(sourceOf(compiled("(g) => [g]").bind(undefined))).toBe("rule");
});

test("is indented with its surroundings, but not within a template literal", () => {
  const rule = compiled("(g) => {\n      const h = g;\n      return [h];\n    }");
  expect(render(writeRule(rule)).split("\n").slice(1)).toEqual(["(g) => {", "  const h = g;", "  return [h];", "}"]);
  const literal = compiled("(g) => {\n    return [`\n    `];\n  }");
  expect(render(writeRule(literal))).toContain("[`\n    `]");
});

test("closes over the names that are not its parameters", () => {
  const node = customGradient((x: Expr) => sin(x), compiled("(g, _y, x) => [mul(scale(g), x)]"))(input([2]));
  expect(freeNamesOf(node)).toEqual(["mul", "scale"]);
});
