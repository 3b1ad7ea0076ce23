import { tensor } from "@chainrule/core";
import { List } from "immutable";
import { describe, expect, test } from "vitest";
import type { Derivation, Step } from "../../../packages/formula/src/derive/derivation.js";
import { explain } from "../../../packages/formula/src/explain/explain.js";
import {
  element,
  negative,
  number,
  product,
  sum,
  type Term,
  type Variable,
} from "../../../packages/formula/src/term/term.js";
import { networkDerivation } from "./network.js";

const network = networkDerivation(1, 1, 1);
const scalar = (name: string, kind: Variable["kind"] = "value"): Variable => ({
  name,
  kind,
  shape: [],
  isOneHot: false,
});
const step = (kind: Step["kind"], variable: Variable, term: Term): Step => {
  const [like] = network.steps;
  if (like === undefined) throw new Error("a derivation has steps");
  return { ...like, kind, variable, term, shape: [], indices: [] };
};
const value = (name: string, kind?: Variable["kind"]): Term => element(scalar(name, kind), []);
const delta = value("z", "adjoint");

const derivation: Derivation = {
  ...network,
  steps: List([
    step("forward", scalar("E"), sum(negative(value("x")), value("y"))),
    step("adjoint", scalar("z", "adjoint"), number(2)),
    step("gradient", scalar("x", "adjoint"), sum(product(delta, value("x")), product(delta, value("y")))),
  ]),
  inputs: network.inputs.slice(0, 2).map(({ node }, place) => ({ node, variable: scalar(place === 0 ? "x" : "y") })),
};
const { scalars } = explain(derivation, { x: tensor(3), y: tensor(5) }, { of: ["E", "x"] });

describe("chains", () => {
  test("two paths through one value are no derivatives of it one by one", () => {
    expect(scalars.last()?.formula).toBe("∂E/∂z · x + ∂E/∂z · y");
    expect(scalars.last()?.chain).toBe(undefined);
    expect(scalars.last()?.value).toBe(16);
  });

  test("a value starts with what is not subtracted", () => {
    expect(scalars.first()?.formula).toBe("y − x");
    expect(
      scalars
        .first()
        ?.addends.map((addend) => addend.value)
        .toArray(),
    ).toEqual([5, -3]);
  });
});
