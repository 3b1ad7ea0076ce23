import { input, named, square, sum } from "@chainrule/core";
import { derive } from "@chainrule/formula";
import { List } from "immutable";
import { describe, expect, test } from "vitest";
import type { Formula } from "../../../packages/formula/src/notation/formula.js";
import { namingOfVariables } from "../../../packages/formula/src/render/naming.js";
import { textOf, textOfEquation, toText } from "../../../packages/formula/src/render/text.js";
import { gradientStep, layer } from "./derivations.js";
import { adjoint, beside, d, i, n, sum as plus, power, s, squared, value } from "./formulas.js";
import { shown } from "./shown.js";
import { textbook } from "./textbook.js";

describe.each(Object.entries({ ...shown, textbook }))("%s", (_kind, rows) => {
  test.each(rows)("%s", (text, _latex, formula) => {
    expect(textOf(formula)).toBe(text);
  });
});

describe("what only looks alike", () => {
  const naming = namingOfVariables([
    value("a"),
    value("a2"),
    value("x"),
    value("x1"),
    value("x^i"),
    value("w_1^2"),
    adjoint("z2"),
    value("z"),
  ]);

  test.each([
    ["(a)²", squared(s("a"))],
    ["a³", power(s("a"), n(3))],
    ["(a²)²", squared(s("a2"))],
    ["(aᵢ)²", squared(s("a", i("i")))],
    ["(w₁)²", squared(s("w1"))],
    ["x[1]", s("x", n(1))],
    ["x[1, i]", s("x", n(1), i("i"))],
    ["xᵢ₁", s("x", i("i"), n(1))],
    ["(δ)²", squared(d("z"))],
    ["δ²", d("z2")],
    ["∂E/∂x[1]", d("x", n(1))],
  ])("%s", (text, formula) => {
    expect(textOf(formula, naming)).toBe(text);
  });

  test("a δ of the user's own leaves adjoints their long name", () => {
    expect(textOf(plus(s("δ^2"), d("z2"), d("z1")))).toBe("δ² + ∂E/∂z² + δ¹");
  });
});

test("derivatives are those of the loss, by its name", () => {
  expect(textOf(d("h"), namingOfVariables([], "L_{ser}"))).toBe("∂Lₛₑᵣ/∂h");
});

test("an equation, a step, and an update", () => {
  const equation = { left: s("y"), right: beside(n(2), s("x")) };
  expect(textOfEquation(equation)).toBe("y = 2 x");
  const update = layer.steps.last();
  expect(update && textOfEquation(update)).toBe("W¹ ← W¹ − η (δ¹ xᵀ)");
});

test("a gradient in index notation is one element, which is no ∇", () => {
  const step = { ...gradientStep, equation: { left: d("W2", i("i"), i("j")), right: d("z2", i("i")) } };
  expect(textOfEquation(step, undefined, { gradient: "nabla" })).toBe("∂E/∂W²ᵢⱼ = δ²ᵢ");
});

test("a derivation is a page, aligned at the equals signs", () => {
  expect(toText(layer)).toBe(`Forward
  z¹ = W¹ x + b¹
  a¹ = g(z¹)
   E = 1/(2 m) ‖y − a¹‖²

Backward, with δ = ∂E/∂z
  δ¹ = −(y − a¹)/m ⊙ g′(z¹)

Gradients
  ∂E/∂W¹ = δ¹ xᵀ
  ∂E/∂b¹ = δ¹

Update
  W¹ ← W¹ − η (δ¹ xᵀ)

where g(x) = σ(x), g′(x) = (1 − σ(x)) σ(x), m = 32, c₁ a constant [1, 3]`);
});

test("with rules and ∇, and without what there is none of", () => {
  const steps = layer.steps.filter(({ kind }) => kind === "gradient");
  const gradients = { ...layer, steps, constants: layer.constants.clear(), functions: layer.functions.clear() };
  expect(toText(gradients, { gradient: "nabla", rules: true })).toBe(`Gradients
  ∇_{W¹} E = ∂E/∂z¹ xᵀ  · Y = A B: Ā = Ȳ Bᵀ, B̄ = Aᵀ Ȳ
  ∇_{b¹} E = ∂E/∂z¹`);
});

test("rules stand one under the other, unless an equation is very long", () => {
  const long = {
    ...gradientStep,
    equation: { left: d("W1"), right: plus(...Array<Formula>(20).fill(s("a"))) },
    rules: ["r"],
  };
  const short = { ...gradientStep, equation: { left: d("W1"), right: s("a") }, rules: ["q", "r"] };
  const lines = toText({ ...layer, steps: List([long, short]) }, { rules: true }).split("\n");
  expect(lines[1]).toMatch(/a {2}· r$/);
  expect(lines[2]).toBe(`${"  ∂E/∂W¹ = a".padEnd(60)}  · q; r`);
});

test("a gradient by a parameter called z is no δ", () => {
  const z = input([2], { name: "z" });
  const derivation = derive(named("E", sum(square(z))), { wrt: { z }, delta: "descent", learningRate: "η" });
  expect(toText(derivation)).toBe(`Forward
  E = ‖z‖²

Gradients
  ∂E/∂z = 2 z

Update
  z ← z − 2 η z`);
  expect(derivation.steps.map((step) => textOfEquation(step)).get(1)).toBe("∂E/∂z = 2 z");
});

test("marks above letters take no room", () => {
  const gradients = ["x̂", "W1"].map((name) => ({ ...gradientStep, equation: { left: d(name), right: s("a") } }));
  expect(toText({ ...layer, steps: List(gradients) })).toMatch(/\n {3}∂E\/∂x̂ = a\n {2}∂E\/∂W¹ = a\n/);
});

test("the heading names δ only where there is one", () => {
  const step = {
    ...gradientStep,
    kind: "adjoint" as const,
    variable: adjoint("h"),
    equation: { left: d("h"), right: n(1) },
  };
  expect(toText({ ...layer, steps: List([step]) })).toMatch(/^Backward\n {2}∂E\/∂h = 1\n/);
});
