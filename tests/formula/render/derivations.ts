// Derivations written by hand: what renderers are given.

import { input, type Shape, tensor } from "@chainrule/core";
import { Map as ImmutableMap, List } from "immutable";
import type { Derivation, Step, StepKind } from "../../../packages/formula/src/derive/derivation.js";
import type { Formula } from "../../../packages/formula/src/notation/formula.js";
import type { Variable } from "../../../packages/formula/src/term/term.js";
import { call as callTerm, difference, element, one, product, zero } from "../../../packages/formula/src/term/term.js";
import { adjoint, beside, call, minus, n, norm, odot, of, over, squared, sum, t, value } from "./formulas.js";
import { shown } from "./shown.js";
import { textbook } from "./textbook.js";

/** A step; renderers ask for its equation, its shape and its rules. */
const step = (kind: StepKind, variable: Variable, right: Formula, ...rules: readonly string[]): Step => ({
  kind,
  variable,
  node: input(variable.shape, { name: variable.name }),
  shape: variable.shape,
  indices: [],
  term: zero,
  equation: { left: of(variable), right },
  rules,
});

const variables = (shapes: Readonly<Record<string, Shape>>): readonly Variable[] =>
  Object.entries(shapes).map(([name, shape]) => value(name, shape));

const inputs = variables({ x: [3, 1], y: [2, 1], W1: [2, 3], b1: [2, 1], η: [] });
const [W, x] = [value("W1", [2, 3]), value("x", [3, 1])];
const [z, a, b] = [value("z1", [2, 1]), value("a1", [2, 1]), value("b1", [2, 1])];
const [E, m] = [value("E"), value("m")];
const argument = value("x");
const sigmoid = callTerm("sigmoid", element(argument, []));
const gradient = beside(of(adjoint("z1")), t(of(x)));

/** The gradient of the layer's weights. */
export const gradientStep = step("gradient", adjoint("W1", [2, 3]), gradient, "Y = A B: Ā = Ȳ Bᵀ, B̄ = Aᵀ Ȳ");

/** One layer in columns, its activation left abstract, with a step downhill. */
export const layer: Derivation = {
  steps: List([
    step("forward", z, sum(beside(of(W), of(x)), of(b))),
    step("forward", a, call("g", of(z))),
    step("forward", E, beside(over(n(1), beside(n(2), of(m))), squared(norm(sum(of(value("y")), minus(of(a))))))),
    step(
      "adjoint",
      adjoint("z1", [2, 1]),
      minus(odot(over(sum(of(value("y")), minus(of(a))), of(m)), call("g′", of(z)))),
      "y = x²: x̄ = 2 ȳ x",
      "y = |x|: x̄ = ȳ sign x",
    ),
    gradientStep,
    step("gradient", adjoint("b1", [2, 1]), of(adjoint("z1"))),
    step("update", W, sum(of(W), minus(beside(of(value("η")), gradient))), "gradient descent"),
  ]),
  loss: E,
  delta: "derivative",
  inputs: inputs.map((variable) => ({ variable, node: input(variable.shape, { name: variable.name }) })),
  constants: ImmutableMap({ m: tensor(32), c_1: tensor([[1, 2, 3]]) }),
  functions: ImmutableMap({
    g: { name: "g", argument, term: sigmoid },
    "g′": { name: "g′", argument, term: product(sigmoid, difference(one, sigmoid)) },
  }),
};

/** Every kind of formula, each the right side of an equation. */
export const everything: Derivation = {
  ...layer,
  steps: List(
    Object.values({ ...shown, textbook })
      .flat()
      .map(([, , formula]) => step("forward", value("z^{any}", [2, 3]), formula)),
  ).concat(layer.steps),
};
