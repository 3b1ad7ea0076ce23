import { describe, expect, test } from "vitest";
import { nameOf } from "../../../packages/formula/src/notation/name.js";
import { calledAs, isLowered, isRaised, namingOf, textOfName } from "../../../packages/formula/src/render/naming.js";
import { layer } from "./derivations.js";
import { adjoint } from "./formulas.js";

describe("a name that reads as something else stands in braces", () => {
  test.each([
    ["layer 1", "{layer 1}"],
    ["a+b", "{a+b}"],
    ["2x", "{2x}"],
    ["if", "{if}"],
    ["argmax", "{argmax}"],
    ["sg", "{sg}"],
    ["x̂", "x̂"],
    ["∂", "{∂}"],
    ["W_out", "W_out"],
    ["größe", "größe"],
    ["x′", "x′"],
  ])("%s", (typed, text) => {
    expect(textOfName({ base: typed, superscript: "", subscript: "" })).toBe(text);
  });
});

test("names that end above or below the line in Unicode count as such", () => {
  expect(["aᴸ", "x′", "a2"].map((name) => isRaised(nameOf(name)))).toEqual([true, true, true]);
  expect(["x₁", "x1"].map((name) => isLowered(nameOf(name)))).toEqual([true, true]);
  expect(["a", "größe", "a2"].map((name) => isLowered(nameOf(name)))).toEqual([false, false, false]);
  expect(["a", "x1", "W_{out}"].map((name) => isRaised(nameOf(name)))).toEqual([false, false, false]);
});

test("all symbols of a derivation are known, and its loss", () => {
  const naming = namingOf({ ...layer, loss: { ...layer.loss, name: "L" } });
  expect(naming.loss).toBe("L");
  expect([...naming.symbols.keys()].toSorted()).toEqual(
    ["L", "E", "W¹", "a¹", "b¹", "c₁", "m", "x", "y", "z¹", "δ¹", "η"].toSorted(),
  );
  expect(calledAs(adjoint("z1"), naming).isPartial).toBe(false);
  expect(calledAs(adjoint("x"), naming).isPartial).toBe(true);
});
