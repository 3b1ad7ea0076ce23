import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { identifierOf, isIdentifier } from "../../../packages/formula/src/source/identifier.js";
import { toTypeScript } from "../../../packages/formula/src/source/typescript.js";
import { product, sum } from "../../../packages/formula/src/term/term.js";
import { typeErrorsIn } from "../../docs/type-check.js";
import { adjoint, at, derivation, step, value } from "./by-hand.js";
import { gradientIn, inputNames, sourceFolder } from "./run.js";

const folder = sourceFolder();

describe("an identifier", () => {
  test.prop([
    fc.constantFrom(
      ["W1", "W1"],
      ["z^{2}", "z2"],
      ["W^{l+1}", "W_l_plus_1"],
      ["W^{l-1}", "W_l_minus_1"],
      ["x_0", "x0"],
      ["z¹", "z1"],
      ["g′", "g_prime"],
      ["θ", "θ"],
      ["ŷ", "ŷ"],
      ["hidden.weights", "hidden_weights"],
      ["2x", "_2x"],
      ["", "_"],
    ),
  ])("is near to the name", ([name, identifier]) => {
    expect(identifierOf(name ?? "")).toBe(identifier);
  });
});

const names = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.constantFrom(
    ..."class await sum fill Math Number gradient Inputs Array E dW W delta1 z1 i j k x x2 x_2 dE total next_W */ // \n".split(
      " ",
    ),
  ),
);

test.prop([fc.uniqueArray(names, { minLength: 3, maxLength: 6 })], { numRuns: 30 })(
  "each name has an identifier of its own, whatever it is",
  async (typed) => {
    const inputs = typed.map((name) => value(name));
    const [first, second, ...others] = inputs;
    if (first === undefined || second === undefined) return;
    const loss = value(`${typed.join("")}E`);
    const source = toTypeScript(
      derivation(
        [
          step("forward", loss, [], sum(product(at(first), at(second)), ...others.map((each) => at(each)))),
          step("gradient", adjoint(first), [], at(second)),
          step("gradient", adjoint(second), [], at(first)),
        ],
        inputs,
      ),
    );
    const gradient = await gradientIn(folder.write(source));
    const keys = inputNames(source);
    expect(keys.every(isIdentifier)).toBe(true);
    const values = keys.map((key, place) => [key, place + 2] as const);
    const rest = others.reduce((total, _, place) => total + place + 4, 0);
    expect(Object.values(gradient(Object.fromEntries(values)))).toEqual([2 * 3 + rest, 3, 2]);
  },
);

test("such sources type-check", () => {
  expect(typeErrorsIn(folder.path, { noUncheckedIndexedAccess: false })).toBe("");
});
