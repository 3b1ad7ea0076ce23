import { isFloating } from "@chainrule/core";
import type { Specimen } from "../specimen/specimen.js";
import { writeFunction } from "./function.js";
import { type Doc, group, joined, listed, newline, render } from "./layout.js";
import { importsOf, namesIn } from "./names.js";
import { writeCheck } from "./recheck.js";
import { writeTensor } from "./tensor.js";

/** `import { a, type T } from "module";`. */
const writeImport = (names: readonly string[], from: string): Doc => {
  const items = names.map((name) => (name === "Expr" ? "type Expr" : name));
  return group([listed("import {", items, "}", " "), ` from "${from}";`]);
};

/**
 * A program as a module to paste and run: it shows the value of the program at the point, and checks its gradients there.
 *
 * What a text cannot hold is marked in it by a comment: what a rule of `customGradient` closes over, and the values of constants with more
 * than 4096 elements. Operations are called by name, so rules that were put in place of their own are not in it, and those that change
 * nothing, as a `reshape` to the same shape, are left out by the functions that are called.
 *
 * @example
 * import { showSource } from "@chainrule/check";
 * import { input, mul, sigmoid, tensor } from "@chainrule/core";
 * const x = input([], { name: "x", dtype: "f64" });
 * const text = showSource({ inputs: [x], output: mul(x, sigmoid(x)), point: [tensor(2, { dtype: "f64" })] });
 * assert.ok(text.includes("const f = (x: Expr) => mul(x, sigmoid(x));"));
 */
export const showSource = ({ inputs, output, point }: Specimen): string => {
  const statements: readonly Doc[] = [
    ["const f = ", writeFunction(inputs, output), ";"],
    "",
    ["const point = ", listed("[", point.map(writeTensor), "]"), " as const;"],
    "console.log(compile(f)(...point));",
    ...(isFloating(output.dtype) ? writeCheck(point) : []),
  ];
  const body = render(joined(statements, newline));
  const names = namesIn(body);
  const checks = ["checkGradients", "shaped"].filter((name) => names.has(name));
  const imports = [
    ...(checks.length === 0 ? [] : [writeImport(checks, "@chainrule/check")]),
    writeImport(importsOf(body), "@chainrule/core"),
  ];
  return `${render(joined(imports, newline))}\n\n${body}\n`;
};
