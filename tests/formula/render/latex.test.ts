import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { typeset } from "../../../packages/formula/src/html/typeset.js";
import { latexOf, latexOfEquation, toLatex } from "../../../packages/formula/src/render/latex.js";
import { namingOfVariables } from "../../../packages/formula/src/render/naming.js";
import { anyFormula } from "./any-formula.js";
import { everything, layer } from "./derivations.js";
import { beside, call, n, of, s, squared, value } from "./formulas.js";
import { shown } from "./shown.js";
import { textbook } from "./textbook.js";

describe.each(Object.entries({ ...shown, textbook }))("%s", (_kind, rows) => {
  it.each(rows)("%s", (_text, latex, formula) => {
    expect(latexOf(formula)).toBe(latex);
  });
});

test("what only looks alike", () => {
  const naming = namingOfVariables([value("a"), value("a2"), value("x"), value("x1")]);
  expect(latexOf(squared(s("a")), naming)).toBe("(a)^{2}");
  expect(latexOf(s("x", n(1)), naming)).toBe("x[1]");
});

test.prop([anyFormula])("any formula is LaTeX", (formula) => {
  expect(() => typeset(latexOf(formula), true)).not.toThrow();
});

const anyName = fc.string({
  unit: fc.oneof(fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 1 }), fc.constantFrom(..."äß日′\u0302")),
});

test.prop([anyName])("any name is LaTeX", (name) => {
  expect(() => typeset(latexOf(of(value(name))))).not.toThrow();
  expect(() => typeset(latexOf(call(name, n(1))))).not.toThrow();
});

test("an equation and an update", () => {
  expect(latexOfEquation({ left: s("y"), right: beside(n(2), s("x")) })).toBe("y = 2 x");
  const update = layer.steps.last();
  expect(update && latexOfEquation(update)).toBe("W^{1} \\leftarrow W^{1} - \\eta (\\delta^{1} x^{\\top})");
});

test("a derivation is an align* for each part", () => {
  expect(toLatex(layer, { gradient: "nabla", rules: true })).toBe(String.raw`% Forward
\begin{align*}
  z^{1} &= W^{1} x + b^{1} \\
  a^{1} &= g(z^{1}) \\
  E &= \frac{1}{2 m} \left\lVert y - a^{1} \right\rVert^{2}
\end{align*}

% Backward, with $\delta = \partial E / \partial z$
\begin{align*}
  \delta^{1} &= -\frac{y - a^{1}}{m} \odot g'(z^{1}) % y = x²: x̄ = 2 ȳ x; y = |x|: x̄ = ȳ sign x
\end{align*}

% Gradients
\begin{align*}
  \nabla_{W^{1}} E &= \delta^{1} x^{\top} \\ % Y = A B: Ā = Ȳ Bᵀ, B̄ = Aᵀ Ȳ
  \nabla_{b^{1}} E &= \delta^{1}
\end{align*}

% Update
\begin{align*}
  W^{1} &\leftarrow W^{1} - \eta (\delta^{1} x^{\top}) % gradient descent
\end{align*}

% where
\begin{align*}
  g(x) &= \sigma(x) \\
  g'(x) &= (1 - \sigma(x)) \sigma(x) \\
  m &= 32 \\
  c_{1} &\text{ a constant } [1, 3]
\end{align*}`);
});

test("each part of a derivation is LaTeX that KaTeX reads", () => {
  for (const part of toLatex(everything, { rules: true }).split("\n\n"))
    expect(() => typeset(part, true)).not.toThrow();
});
