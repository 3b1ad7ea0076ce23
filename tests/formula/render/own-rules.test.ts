import { add, customGradient, type Expr, input, matmul, named, square, sum } from "@chainrule/core";
import { expect, test } from "vitest";
import { derive } from "../../../packages/formula/src/derive/derive.js";
import { toHtml } from "../../../packages/formula/src/html/index.js";
import { toLatex } from "../../../packages/formula/src/render/latex.js";
import { toMarkdown } from "../../../packages/formula/src/render/markdown.js";
import { toText } from "../../../packages/formula/src/render/text.js";
import { layer } from "./derivations.js";

/** A square whose derivative is said to be 1. */
const passed = customGradient(
  (x: Expr) => square(x),
  (g) => [g],
);
const [W, v, x] = [input([2, 3], { name: "W" }), input([2], { name: "v" }), input([3, 1], { name: "x" })];
const z = named("z1", matmul(W, x));
const derivation = derive(named("E", add(sum(passed(z)), sum(passed(W)))), { wrt: { W } });

test("derivatives by a rule of their own are said to be that, once", () => {
  const remark = "δ¹, ∂E/∂W follow a rule of their own (customGradient), not from the equations above.";
  expect(toText(derivation).split("\n\n")).toContain(remark);
  expect(toLatex(derivation).split("\n\n")).toContain(
    String.raw`$\delta^{1}$, $\frac{\partial E}{\partial W}$ follow a rule of their own (\texttt{customGradient}), not from the equations above.`,
  );
  expect(toMarkdown(derivation).split("\n\n")).toContain(
    "$\\delta^{1}$, $\\frac{\\partial E}{\\partial W}$ follow a rule of their own (`customGradient`), not from the equations above.",
  );
  expect(toHtml(derivation).match(/follow a rule of their own \(<code>customGradient<\/code>\)/g)).toHaveLength(1);
});

test("one derivative, and as it is written there", () => {
  const other = derive(sum(passed(v)), { wrt: { v } });
  expect(toText(other, { gradient: "nabla" })).toContain("\n\n∇_{v} E follows a rule of its own (customGradient),");
});

test("nothing is said where all follow from the equations", () => {
  for (const shown of [toText, toLatex, toMarkdown, toHtml]) expect(shown(layer)).not.toContain("customGradient");
});
