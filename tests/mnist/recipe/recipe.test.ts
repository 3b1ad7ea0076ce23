import { fc, test } from "@fast-check/vitest";
import { describe, test as example, expect } from "vitest";
import { namesOf } from "../../../packages/mnist/src/recipe/names.js";
import { findPreset, presetNames, presets, textbookRecipe } from "../../../packages/mnist/src/recipe/preset.js";
import { type Recipe, recipeSchema } from "../../../packages/mnist/src/recipe/recipe.js";
import { recipes } from "./arbitrary.js";

const { recipe } = presets.default;

/** Which fields are wrong of what is no recipe. */
const faultsOf = (value: unknown): readonly string[] =>
  (recipeSchema.safeParse(value).error?.issues ?? []).map(({ path }) => path.join("."));

describe("recipeSchema", () => {
  example.each(presetNames)("accepts the recipe of %s", (name) => {
    expect(recipeSchema.parse(findPreset(name).recipe)).toEqual(findPreset(name).recipe);
  });

  example("accepts the textbook's", () => {
    expect(faultsOf(textbookRecipe)).toEqual([]);
  });

  test.prop([recipes])("accepts a recipe that was written as JSON, and gives it back", (drawn) => {
    expect(recipeSchema.parse(JSON.parse(JSON.stringify(drawn)))).toEqual(drawn);
  });

  test.prop([fc.string()])("refuses a field that it does not know, and a rule with one", (name) => {
    fc.pre(!Object.hasOwn(recipe, name) && name !== "__proto__" && name !== "rule");
    expect(recipeSchema.safeParse({ ...recipe, [name]: 1 }).error?.issues).toMatchObject([
      { code: "unrecognized_keys", keys: [name] },
    ]);
    expect(recipeSchema.safeParse({ ...recipe, stopping: { rule: "never", [name]: 1 } }).error?.issues).toMatchObject([
      { code: "unrecognized_keys", keys: [name], path: ["stopping"] },
    ]);
  });

  example.each(namesOf(recipe))("refuses one without %s", (name) => {
    const { [name]: _, ...others } = recipe;
    expect(faultsOf(others)).toEqual([name]);
  });

  const wrong: readonly (readonly [keyof Recipe, unknown, string])[] = [
    ["hidden", [512, 0], "hidden.1"],
    ["hidden", 512, "hidden"],
    ["hidden", [2.5], "hidden.0"],
    ["activation", "softmax", "activation"],
    ["bias", true, "bias"],
    ["initialiser", "zeros", "initialiser"],
    ["initialiser", "s3", "initialiser"],
    ["loss", "toString", "loss"],
    ["outputs", "two", "outputs"],
    ["targets", [0], "targets"],
    ["targets", [0, Number.NaN], "targets.1"],
    ["scale", [0, Number.POSITIVE_INFINITY], "scale.1"],
    ["dropout", 1, "dropout"],
    ["dropout", -0.1, "dropout"],
    ["augment", 1, "augment"],
    ["l2", -1, "l2"],
    ["optimiser", "Adam", "optimiser"],
    ["weightDecay", -1, "weightDecay"],
    ["learningRate", 0, "learningRate"],
    ["learningRate", Number.NaN, "learningRate"],
    ["schedule", "linear", "schedule"],
    ["order", "random", "order"],
    ["batch", 0, "batch"],
    ["batch", "some", "batch"],
    ["batch", 1.5, "batch"],
    ["epochs", 0, "epochs"],
    ["measureEvery", 0, "measureEvery"],
    ["testEvery", -1, "testEvery"],
    ["stopping", { rule: "patience" }, "stopping.epochs"],
    ["stopping", { rule: "patience", epochs: 0 }, "stopping.epochs"],
    ["stopping", { rule: "soon" }, "stopping.rule"],
    ["keep", "first", "keep"],
    ["dtype", "i32", "dtype"],
    ["seed", 0.5, "seed"],
    ["seed", -1, "seed"],
  ];

  example.each(wrong)("refuses %s %j", (name, value, fault) => {
    expect(faultsOf({ ...recipe, [name]: value })).toEqual([fault]);
  });
});

describe("presets", () => {
  example("have names of their own, and others that stand for them", () => {
    expect(new Set(presetNames).size).toBe(presetNames.length);
    const own = namesOf(presets);
    expect(presetNames.filter((name) => findPreset(name).name === name)).toEqual(own);
    for (const name of presetNames) {
      const { name: found, ...preset } = findPreset(name);
      expect(preset).toEqual(presets[found]);
    }
  });
});
