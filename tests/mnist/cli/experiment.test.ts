import { resolve } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { describe, test as example, expect } from "vitest";
import { findPreset, type Preset, presetNames, presets } from "../../../packages/mnist/src/recipe/preset.js";
import { type Recipe, recipeSchema } from "../../../packages/mnist/src/recipe/recipe.js";
import type { Experiment } from "../../../packages/mnist/src/run/request.js";
import { asked, refused } from "./asked.js";

/** The experiment that `train` is asked for. */
const experiment = async (...args: readonly string[]): Promise<Experiment> => {
  const [name, request] = (await asked("train", ...args)) ?? [];
  if (name !== "train" || request.kind !== "begin") throw new Error("no run was begun");
  return request.experiment;
};

const recipes = ({ variants }: Experiment): readonly Recipe[] => variants.map(({ recipe }) => recipe);

/** The recipes of a preset's runs, one for each hidden layer that it tries. */
const recipesOf = ({ recipe, hiddens = [recipe.hidden] }: Preset): readonly Recipe[] =>
  hiddens.map((hidden) => ({ ...recipe, hidden }));

const words = (line: string): readonly string[] => line.split(" ");

describe("presets", () => {
  example.each(presetNames)("%s is as its table says", async (name) => {
    const preset = findPreset(name);
    const { variants, command, source, ...rest } = await experiment("--preset", name);
    const { title, validation, checkpointEvery, recipe, data } = preset;
    expect(rest).toEqual({ title, validation, checkpointEvery, limit: undefined, runs: variants.length });
    expect(command).toEqual(["train", "--preset", name]);
    expect(variants.map((variant) => variant.recipe)).toEqual(recipesOf(preset));
    const { dtype } = recipe;
    expect(source).toEqual(
      data === "files"
        ? { kind: "files", directory: undefined }
        : { kind: "generated", name: data.set, count: data.count, noise: data.noise, seed: 0, dtype },
    );
  });

  example("have a recipe each, other names included", async () => {
    expect(await experiment()).toEqual({ ...(await experiment("--preset", "default")), command: ["train"] });
    expect(recipes(await experiment("--preset", "make-your-own"))).toEqual([presets.s0.recipe]);
    expect(recipes(await experiment("--preset", "from-zero"))).toEqual([presets.s1.recipe]);
    expect(recipes(await experiment("--preset", "worked-example"))).toEqual([presets.s2.recipe]);
    expect(recipes(await experiment("--preset", "xor"))).toEqual([presets["s2-xor"].recipe]);
    expect(recipes(await experiment("--preset", "moons"))).toEqual(recipesOf(presets.s3));
    expect(recipes(await experiment("--preset", "textbook"))).toEqual([presets.s4.recipe]);
  });
});

/** For each option of the recipe, what may be given and what it changes; no preset has any of these values. */
const changes: readonly (readonly [line: string, change: Partial<Recipe>])[] = [
  ["--hidden 7,6", { hidden: [7, 6] }],
  ["--activation gelu", { activation: "gelu" }],
  ["--bias none", { bias: "none" }],
  ["--initialiser he-normal", { initialiser: "he-normal" }],
  ["--loss mean-squared-error", { loss: "mean-squared-error" }],
  ["--targets 0.2,0.7", { targets: [0.2, 0.7] }],
  ["--scale -1,2", { scale: [-1, 2] }],
  ["--dropout 0.4", { dropout: 0.4 }],
  ["--augment", { augment: true }],
  ["--l2 0.03", { l2: 0.03 }],
  ["--optimiser rmsprop --learning-rate 3", { optimiser: "rmsprop", learningRate: 3, weightDecay: 0 }],
  [
    "--optimiser adamw --learning-rate 3 --weight-decay 0.07",
    { optimiser: "adamw", learningRate: 3, weightDecay: 0.07 },
  ],
  ["--learning-rate 3", { learningRate: 3 }],
  ["--schedule exponential", { schedule: "exponential" }],
  ["--order drawn", { order: "drawn" }],
  ["--order shuffled", { order: "shuffled" }],
  ["--batch 17", { batch: 17 }],
  ["--batch all", { batch: "all" }],
  ["--epochs 1234", { epochs: 1234 }],
  ["--measure-every 5", { measureEvery: 5 }],
  ["--test-every 3000", { testEvery: 3000 }],
  ["--patience 4 --validation 0.2", { stopping: { rule: "patience", epochs: 4 } }],
  ["--stop-when-test-error-rises --test-every 3000", { stopping: { rule: "test-error-rises" }, testEvery: 3000 }],
  ["--keep best --validation 0.2", { keep: "best" }],
  ["--dtype f64", { dtype: "f64" }],
  ["--seed 99", { seed: 99 }],
];

/** What says a contradiction. */
const why = {
  points: "--samples, --noise and --data-seed are of generated sets; for files there is --limit",
  always: "--samples, --noise and --data-seed say nothing here: these points are always the same",
  images: "--augment moves images; these data are points",
  softmax: "--targets of a softmax add up to 1 over the classes, such as 0.01,0.91 for ten",
  fixed: "weights decay, and biases that are fixed would too: give --weight-decay 0, or another --bias",
  multiple: "--test-every needs to be a multiple of --measure-every",
  s2: "--initialiser s2 is of a 2-2-2 network with biases",
  s3: "--initialiser s3-example is of a 2-2-2 network with biases",
} as const;

/** The changes that no preset of this name takes, and why. */
const refusals: Readonly<Record<string, string>> = {
  "default --targets 0.2,0.7": why.softmax,
  "augmented --targets 0.2,0.7": why.softmax,
  "s2 --hidden 7,6": why.s2,
  "s3-example --hidden 7,6": why.s3,
  "s2 --bias none": why.s2,
  "s3-example --bias none": why.s3,
  "s2 --optimiser adamw --learning-rate 3 --weight-decay 0.07": why.fixed,
  "s3-example --optimiser adamw --learning-rate 3 --weight-decay 0.07": why.fixed,
  "s2 --augment": why.images,
  "s2-xor --augment": why.images,
  "s3 --augment": why.images,
  "s3-example --augment": why.images,
  "s4 --measure-every 5": why.multiple,
};

// Safe: the keys of the table are its names.
const ownNames = Object.keys(presets) as readonly (keyof typeof presets)[];

example("there is an option for each part of a recipe", () => {
  const changed = changes.flatMap(([, change]) => Object.keys(change));
  // Whether there is a single output is for presets to say.
  expect(new Set([...changed, "outputs"])).toEqual(new Set(Object.keys(recipeSchema.shape)));
});

describe.each(ownNames)("every option changes its own part of %s", (name) => {
  example.each(changes)("%s", async (line, change) => {
    const args = ["--preset", name, ...words(line)];
    const refusal = refusals[`${name} ${line}`];
    if (refusal !== undefined) return expect(await refused(...args)).toContain(`error: ${refusal}`);
    const expected = (change.hidden === undefined ? recipesOf(presets[name]) : [presets[name].recipe]).map(
      (recipe) => ({
        ...recipe,
        ...change,
      }),
    );
    expect(recipes(await experiment(...args))).toEqual(expected);
  });
});

/** Changes that go with each other, whatever else there is. */
const independent = changes.filter(([line]) => !/^--(augment|test|measure|stop)/.test(line));

describe("together", () => {
  test.prop([fc.subarray(independent), fc.constantFrom("s0", "s4")])(
    "options change what each of them changes; of an option that is given twice the last value counts",
    async (chosen, name) => {
      const lines = chosen.map(([line]) => line);
      const change = Object.assign({}, ...chosen.map(([, parts]) => parts));
      expect(recipes(await experiment("--preset", name, ...lines.flatMap(words)))).toEqual([
        { ...presets[name].recipe, ...change },
      ]);
    },
  );
});

describe("an optimiser brings the learning rate and the decay that suit it", () => {
  example.each([
    ["--preset s1 --optimiser momentum", 0.05, 0],
    ["--preset s1 --optimiser adam", 0.001, 0],
    ["--preset s1 --optimiser adamw", 0.001, 0.01],
    ["--preset default --optimiser adamw", 0.001, 0.01],
    ["--preset default --optimiser sgd", 0.1, 0],
    ["--preset default --optimiser adamw --learning-rate 3 --weight-decay 0", 3, 0],
  ])("%s", async (line, learningRate, weightDecay) => {
    expect(recipes(await experiment(...words(line)))).toMatchObject([{ learningRate, weightDecay }]);
  });
});

describe("targets of a softmax", () => {
  example.each([
    ["--preset default", [0.01, 0.91]],
    ["--preset default --data here", [0.01, 0.91]],
    ["--preset default --data moons", [0, 1]],
    ["--preset default --data moons --targets 0.05,0.95", [0.05, 0.95]],
    ["--preset s0 --loss softmax-cross-entropy", [0, 1]],
    ["--preset s0 --loss softmax-cross-entropy --targets 0.02,0.82", [0.02, 0.82]],
    ["--preset s0 --loss mean-squared-error", [0.01, 0.99]],
    ["--preset s0 --data moons", [0.01, 0.99]],
  ])("%s", async (line, targets) => {
    expect(recipes(await experiment(...words(line)))).toMatchObject([{ targets }]);
  });
});

describe("data", () => {
  example("of a folder, some of them, some set aside", async () => {
    const flags = "--data here --limit 100 --validation 0.5 --checkpoint-every 3";
    expect(await experiment(...words(flags))).toMatchObject({
      source: { kind: "files", directory: resolve("here") },
      limit: 100,
      validation: 0.5,
      checkpointEvery: 3,
    });
  });

  example("of a generated set, with its own defaults", async () => {
    const made = { kind: "generated", name: "moons", seed: 0, dtype: "f32" };
    expect((await experiment("--data", "moons")).source).toEqual({ ...made, count: 200, noise: 0.2 });
    expect((await experiment(...words("--data moons --samples 60 --noise 1"))).source).toEqual({
      ...made,
      count: 60,
      noise: 1,
    });
  });

  example("of the preset's set, changed; of another set, with that set's defaults", async () => {
    const made = { kind: "generated", seed: 0, dtype: "f32" };
    const onMoons = { ...made, name: "moons", count: 60, noise: 1 };
    expect((await experiment("--preset", "s3", "--noise", "0")).source).toEqual({ ...onMoons, noise: 0 });
    expect((await experiment("--preset", "s3", "--data", "moons")).source).toEqual(onMoons);
    expect((await experiment("--preset", "s3", "--data", "circles")).source).toEqual({
      ...made,
      name: "circles",
      count: 200,
      noise: 0.1,
    });
  });

  example("of a generated set are drawn from a seed of their own, in the dtype of the network", async () => {
    expect((await experiment(...words("--data moons --seed 5 --data-seed 7 --dtype f64"))).source).toMatchObject({
      seed: 7,
      dtype: "f64",
    });
  });
});

describe("several runs", () => {
  example("one for each seed, on the same data", async () => {
    const { variants, source } = await experiment(...words("--data moons --seeds 1-3"));
    const recipe = { ...presets.default.recipe, targets: [0, 1] };
    expect(source).toMatchObject({ seed: 0 });
    expect(variants).toEqual([1, 2, 3].map((seed) => ({ label: `seed ${seed}`, recipe: { ...recipe, seed } })));
  });

  example("of a single seed there is one, without a label", async () => {
    const { variants } = await experiment("--seeds", "7");
    expect(variants).toEqual([{ label: undefined, recipe: { ...presets.default.recipe, seed: 7 } }]);
  });

  example("one for each hidden layer that a preset tries", async () => {
    const { variants } = await experiment("--preset", "s3");
    expect(variants.map(({ label }) => label)).toEqual([1, 2, 4, 10, 20, 50].map((size) => `hidden ${size}`));
  });

  example("seeds for one hidden layer of such a preset", async () => {
    const { variants } = await experiment(...words("--preset s3 --hidden 4 --seeds 1,5"));
    expect(variants).toEqual(
      [1, 5].map((seed) => ({ label: `seed ${seed}`, recipe: { ...presets.s3.recipe, hidden: [4], seed } })),
    );
  });
});

describe("contradictions are refused", () => {
  example.each([
    ["--seed 1 --seeds 1-3", "--seed and --seeds exclude each other"],
    [
      "--patience 3 --stop-when-test-error-rises --test-every 1",
      "--patience and --stop-when-test-error-rises exclude each other",
    ],
    [
      "--preset s2 --optimiser adamw",
      "weights decay, and biases that are fixed would too: give --weight-decay 0, or another --bias",
    ],
    ["--patience 3 --validation 0", "--patience needs a validation set: give --validation too"],
    ["--preset s0 --patience 3", "--patience needs a validation set: give --validation too"],
    ["--preset s0 --keep best", "--keep best needs a validation set: give --validation too"],
    ["--stop-when-test-error-rises", "--stop-when-test-error-rises needs --test-every"],
    ["--preset s1 --test-every 0", "--stop-when-test-error-rises needs --test-every"],
    ["--test-every 3 --measure-every 2", why.multiple],
    ["--data moons --augment", why.images],
    ["--samples 60", why.points],
    ["--data here --noise 1", why.points],
    ["--data-seed 1", why.points],
    ["--data xor --samples 5", why.always],
    ["--preset s2 --noise 1", why.always],
    [
      "--preset s3 --seeds 1-3",
      "this preset tries several networks: choose one with --hidden to repeat it for several --seeds",
    ],
    ["--targets 0.1,0.9", why.softmax],
    ["--data moons --targets 0.01,0.91", why.softmax],
    ["--preset s0 --weight-decay 0.1", "--weight-decay is of adamw: choose it with --optimiser, or --l2 for others"],
    ["--preset xor --loss softmax-cross-entropy", "a single output has no softmax: choose another --loss"],
    [
      "--preset xor --data here",
      "a single output tells two classes apart, and images have ten: choose another --preset",
    ],
    ["--initialiser s2", why.s2],
    ["--data moons --initialiser s3-example --hidden 2,2", why.s3],
    ["--preset xor --initialiser s2 --hidden 2", why.s2],
  ])("%s", async (line, message) => {
    expect(await refused("train", ...words(line))).toContain(`error: ${message}\n`);
  });
});
