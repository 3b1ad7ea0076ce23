import { tensor } from "@chainrule/core";
import { Map as ImmutableMap } from "immutable";
import { expect, test } from "vitest";
import { definitionsOf } from "../../../packages/formula/src/render/definitions.js";
import { textOfEquation } from "../../../packages/formula/src/render/text.js";
import { call, element } from "../../../packages/formula/src/term/term.js";
import { layer } from "./derivations.js";
import { value } from "./formulas.js";

const textsOf = (derivation: Parameters<typeof definitionsOf>[0]): readonly string[] =>
  definitionsOf(derivation).map((equation) => textOfEquation(equation));

test("functions are said in terms of their argument, constants as numbers", () => {
  expect(textsOf(layer)).toEqual(["g(x) = σ(x)", "g′(x) = (1 − σ(x)) σ(x)", "m = 32"]);
});

test("a constant of f32 is said as it was written", () => {
  const constants = ImmutableMap({ ε: tensor([0.1], { dtype: "f32" }) });
  expect(textsOf({ ...layer, constants, functions: layer.functions.clear() })).toEqual(["ε = 0.1"]);
});

test("what a name says itself is not said again", () => {
  const argument = value("x");
  const named = (name: string, own: "sigmoid" | "tanh") => ({ name, argument, term: call(own, element(argument, [])) });
  const functions = ImmutableMap({ σ: named("σ", "sigmoid"), tanh: named("tanh", "tanh"), h: named("h", "tanh") });
  expect(textsOf({ ...layer, functions, constants: layer.constants.clear() })).toEqual(["h(x) = tanh(x)"]);
});
