import { toText } from "@chainrule/formula";
import { describe, expect, test } from "vitest";
import { derivationOf } from "../../../packages/mnist/src/recipe/derivation.js";
import { lossNames } from "../../../packages/mnist/src/recipe/loss.js";
import { activationNames } from "../../../packages/mnist/src/recipe/network.js";
import { presets, textbookRecipe } from "../../../packages/mnist/src/recipe/preset.js";

const cases = activationNames.flatMap((activation) => lossNames.map((loss) => [activation, loss] as const));

describe("the derivation", () => {
  test.each(cases)(
    "of %s and %s has an adjoint for each layer and a gradient for each parameter",
    (activation, loss) => {
      const { steps } = derivationOf([6, 5, 4, 3], { ...textbookRecipe, activation, loss }, 64);
      const names = (kind: string): readonly string[] =>
        steps
          .filter((step) => step.kind === kind)
          .map(({ variable }) => variable.name)
          .toArray();
      // A last layer that splits errors by its weights has no bias.
      const isSplit = loss === "split-squared-error";
      const last = isSplit ? ["W3"] : ["W3", "b3"];
      expect(names("adjoint")).toEqual([isSplit ? "a3" : "z3", "z2", "z1"]);
      expect(names("gradient")).toEqual(["W1", "b1", "W2", "b2", ...last]);
    },
  );

  test("of softmax regression", () => {
    const recipe = { ...textbookRecipe, loss: "softmax-cross-entropy" } as const;
    expect(toText(derivationOf([784, 10], recipe, 64))).toBe(`Forward
  yᵢⱼ = [labelsᵢ = j]
   z¹ = x W¹ + b¹
    p = softmax(z¹)
    E = −1/m Σ (y ⊙ log(p))

Backward, with δ = ∂E/∂z
  δ¹ = (p − y)/m

Gradients
  ∂E/∂W¹ = xᵀ δ¹
  ∂E/∂b¹ = Σᵢ δ¹ᵢ

where m = 64`);
  });

  test.each(Object.entries(presets))("of preset %s has a gradient for all weights", (_, { recipe }) => {
    const outputs = recipe.outputs === "single" ? 1 : 2;
    const { steps } = derivationOf([2, ...recipe.hidden, outputs], recipe, 4);
    const gradients = steps.filter(({ kind }) => kind === "gradient").map(({ variable }) => variable.name);
    expect(gradients.toArray()).toEqual(expect.arrayContaining(["W1", "W2"]));
  });
});
