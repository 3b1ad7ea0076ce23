import { resolve } from "node:path";
import * as E from "fp-ts/lib/Either.js";
import { type GeneratedName, generatedSets } from "../data/generated-sets.js";
import type { DataSource } from "../data/source.js";
import { optimisers } from "../recipe/optimiser.js";
import { findPreset, type Preset } from "../recipe/preset.js";
import type { Recipe, Stopping } from "../recipe/recipe.js";
import { isWorkedExample } from "../recipe/worked-example.js";
import type { Experiment, Variant } from "../run/request.js";
import type { TrainOptions } from "./train-options.js";

/** The parts of an object that are there. */
const given = <T extends object>(parts: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } =>
  // Safe: what is undefined is left out.
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };

const stoppingOf = ({ patience, stopWhenTestErrorRises }: TrainOptions): Stopping | undefined => {
  if (patience !== undefined) return { rule: "patience", epochs: patience };
  return stopWhenTestErrorRises === true ? { rule: "test-error-rises" } : undefined;
};

const isGenerated = (name: string): name is GeneratedName => Object.hasOwn(generatedSets, name);

/** The recipe of a preset, changed by what was given. */
const recipeOf = ({ recipe }: Preset, options: TrainOptions): Recipe => {
  const { hidden, activation, bias, initialiser, loss, targets, scale, dropout, augment, l2, optimiser } = options;
  const { schedule, order, batch, epochs, measureEvery, testEvery, keep, dtype, seed } = options;
  // The targets of a softmax are 0 and 1 where nothing else is said, whatever they were for another loss or for other classes.
  const isOther = loss !== undefined || (options.data !== undefined && isGenerated(options.data));
  const isSoftmax = (loss ?? recipe.loss) === "softmax-cross-entropy";
  const own = targets ?? (isOther && isSoftmax ? ([0, 1] as const) : undefined);
  // What another optimiser would want is not asked of the one that was chosen.
  const chosen = optimiser && optimisers[optimiser];
  const { learningRate = chosen?.learningRate, weightDecay = chosen?.weightDecay } = options;
  return {
    ...recipe,
    ...given({ hidden, activation, bias, initialiser, loss, targets: own, scale, dropout, augment, l2, optimiser }),
    ...given({ learningRate, weightDecay, schedule, order, batch, epochs, measureEvery, testEvery, keep, dtype, seed }),
    ...given({ stopping: stoppingOf(options) }),
  };
};

const sourceOf = ({ data }: Preset, { dtype }: Recipe, options: TrainOptions): DataSource => {
  const named = options.data ?? (data === "files" ? undefined : data.set);
  if (named === undefined) return { kind: "files", directory: undefined };
  // A run may be gone on with from another folder.
  if (!isGenerated(named)) return { kind: "files", directory: resolve(named) };
  const own = data !== "files" && data.set === named ? data : generatedSets[named].defaults;
  const { samples = own.count, noise = own.noise, dataSeed: seed = 0 } = options;
  return { kind: "generated", name: named, count: samples, noise, seed, dtype };
};

/** The runs of an experiment: one for each seed, or for each hidden layer that the preset tries, or a single one. */
const variantsOf = ({ hiddens }: Preset, recipe: Recipe, { seeds, hidden }: TrainOptions): readonly Variant[] => {
  if (seeds !== undefined && seeds.length > 1)
    return seeds.map((seed) => ({ label: `seed ${seed}`, recipe: { ...recipe, seed } }));
  if (hiddens !== undefined && hidden === undefined)
    return hiddens.map((sizes) => ({ label: `hidden ${sizes.join("-")}`, recipe: { ...recipe, hidden: sizes } }));
  return [{ label: undefined, recipe: { ...recipe, seed: seeds?.[0] ?? recipe.seed } }];
};

/** Whether the targets of all classes add up to 1, but for rounding. */
const isDistribution = ([other, own]: Recipe["targets"], classes: number): boolean =>
  Math.abs((classes - 1) * other + own - 1) < 1e-6;

/** Whether a set has the same points whatever is asked for. */
const isFixed = (source: DataSource): boolean => source.kind === "generated" && !generatedSets[source.name].drawn;

/** Two options that contradict each other, or the data: the sentence says why, or nothing is wrong. */
const contradiction = (
  recipe: Recipe,
  source: DataSource,
  validation: number,
  isOfSeveral: boolean,
  options: TrainOptions,
): string | undefined => {
  const { seeds, seed, patience, stopWhenTestErrorRises, samples, noise, dataSeed } = options;
  const isImages = source.kind === "files";
  const checks: readonly (readonly [isWrong: boolean, sentence: string])[] = [
    [seeds !== undefined && seed !== undefined, "--seed and --seeds exclude each other"],
    [
      patience !== undefined && stopWhenTestErrorRises === true,
      "--patience and --stop-when-test-error-rises exclude each other",
    ],
    [
      recipe.stopping.rule === "patience" && validation === 0,
      "--patience needs a validation set: give --validation too",
    ],
    [recipe.keep === "best" && validation === 0, "--keep best needs a validation set: give --validation too"],
    [
      recipe.stopping.rule === "test-error-rises" && recipe.testEvery === 0,
      "--stop-when-test-error-rises needs --test-every",
    ],
    [recipe.testEvery % recipe.measureEvery !== 0, "--test-every needs to be a multiple of --measure-every"],
    [recipe.augment && !isImages, "--augment moves images; these data are points"],
    [
      isImages && (samples !== undefined || noise !== undefined || dataSeed !== undefined),
      "--samples, --noise and --data-seed are of generated sets; for files there is --limit",
    ],
    [
      isFixed(source) && (samples !== undefined || noise !== undefined || dataSeed !== undefined),
      "--samples, --noise and --data-seed say nothing here: these points are always the same",
    ],
    [
      seeds !== undefined && seeds.length > 1 && isOfSeveral,
      "this preset tries several networks: choose one with --hidden to repeat it for several --seeds",
    ],
    [
      recipe.weightDecay > 0 && recipe.bias === "fixed",
      "weights decay, and biases that are fixed would too: give --weight-decay 0, or another --bias",
    ],
    [
      recipe.weightDecay > 0 && recipe.optimiser !== "adamw",
      "--weight-decay is of adamw: choose it with --optimiser, or --l2 for others",
    ],
    [
      recipe.loss === "softmax-cross-entropy" && !isDistribution(recipe.targets, isImages ? 10 : 2),
      "--targets of a softmax add up to 1 over the classes, such as 0.01,0.91 for ten",
    ],
    [
      recipe.outputs === "single" && recipe.loss === "softmax-cross-entropy",
      "a single output has no softmax: choose another --loss",
    ],
    [
      recipe.outputs === "single" && isImages,
      "a single output tells two classes apart, and images have ten: choose another --preset",
    ],
    [
      isWorkedExample(recipe.initialiser) &&
        (isImages || recipe.hidden.join() !== "2" || recipe.outputs === "single" || recipe.bias === "none"),
      `--initialiser ${recipe.initialiser} is of a 2-2-2 network with biases`,
    ],
  ];
  return checks.find(([isWrong]) => isWrong)?.[1];
};

/** The experiment that a command line asks for; left with a sentence when its options contradict each other. */
export const experimentOf = (options: TrainOptions, command: readonly string[]): E.Either<string, Experiment> => {
  const preset = findPreset(options.preset);
  const recipe = recipeOf(preset, options);
  const source = sourceOf(preset, recipe, options);
  const { validation = preset.validation, checkpointEvery = preset.checkpointEvery, limit } = options;
  const wrong = contradiction(
    recipe,
    source,
    validation,
    preset.hiddens !== undefined && options.hidden === undefined,
    options,
  );
  if (wrong !== undefined) return E.left(wrong);
  const variants = variantsOf(preset, recipe, options);
  return E.right({
    title: preset.title,
    variants,
    runs: variants.length,
    source,
    limit,
    validation,
    checkpointEvery,
    command,
  });
};
