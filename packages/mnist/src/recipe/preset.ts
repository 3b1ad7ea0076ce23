import type { GeneratedName } from "../data/generated-sets.js";
import { namesOf } from "./names.js";
import type { Recipe } from "./recipe.js";

/** Points in the plane: which set, how many, with how much noise. */
export interface PointSet {
  readonly set: GeneratedName;
  readonly count: number;
  readonly noise: number;
}

/** A whole experiment: what is learnt, from what, and how. */
export interface Preset {
  readonly title: string;
  /** Files of MNIST's form, or a generated set. */
  readonly data: "files" | PointSet;
  /** The share of the training examples that is set aside for validation. */
  readonly validation: number;
  readonly recipe: Recipe;
  /** How many epochs lie between two checkpoints. */
  readonly checkpointEvery: number;
  /** Hidden layers to try one after the other, each in a run of its own. */
  readonly hiddens?: readonly (readonly number[])[];
}

const base: Recipe = {
  hidden: [512],
  activation: "relu",
  bias: "learnt",
  initialiser: "glorot-uniform",
  loss: "softmax-cross-entropy",
  outputs: "one-per-class",
  targets: [0, 1],
  scale: [0, 1],
  dropout: 0,
  augment: false,
  l2: 0,
  optimiser: "adam",
  weightDecay: 0,
  learningRate: 0.001,
  schedule: "cosine",
  order: "shuffled",
  batch: 64,
  epochs: 10,
  measureEvery: 1,
  testEvery: 0,
  stopping: { rule: "never" },
  keep: "last",
  dtype: "f32",
  seed: 1,
};

/** Our own recipe for a plain network; the targets are labels smoothed by a tenth. */
const own: Recipe = {
  ...base,
  hidden: [800],
  initialiser: "he-uniform",
  targets: [0.01, 0.91],
  dropout: 0.3,
  optimiser: "adamw",
  weightDecay: 0.03,
  learningRate: 0.002,
  batch: 100,
  epochs: 20,
};

/** What the published systems have in common: sigmoids, one sample a step in the order of the data, a constant rate. */
const published: Recipe = {
  ...base,
  activation: "sigmoid",
  loss: "half-squared-error",
  optimiser: "sgd",
  schedule: "constant",
  order: "given",
  batch: 1,
};

/** Two inputs, numbers small enough to follow by hand. */
const byHand: Recipe = {
  ...published,
  hidden: [2],
  bias: "fixed",
  targets: [0.01, 0.99],
  learningRate: 0.5,
  dtype: "f64",
};

/**
 * Five published networks, each as it was published, and our own recipe for a plain network on MNIST, without and with distorted images,
 * whose numbers were chosen on a validation set (docs/decisions/0018).
 */
export const presets = {
  default: { title: "a plain network on MNIST", data: "files", validation: 1 / 12, recipe: own, checkpointEvery: 1 },
  augmented: {
    title: "a plain network on distorted MNIST",
    data: "files",
    validation: 1 / 12,
    recipe: { ...own, hidden: [1024], dropout: 0.2, weightDecay: 0.05, augment: true, epochs: 40 },
    checkpointEvery: 1,
  },
  s0: {
    title: "S0, Make Your Own Neural Network",
    data: "files",
    validation: 0,
    checkpointEvery: 1,
    recipe: {
      ...published,
      hidden: [200],
      bias: "none",
      initialiser: "normal-fan-in",
      loss: "split-squared-error",
      targets: [0.01, 0.99],
      scale: [0.01, 1],
      learningRate: 0.1,
      epochs: 5,
    },
  },
  s1: {
    title: "S1, Deep learning from zero (3)",
    data: "files",
    validation: 0,
    checkpointEvery: 10,
    recipe: {
      ...published,
      hidden: [300],
      initialiser: "uniform-0.1",
      targets: [0.1, 0.9],
      learningRate: 0.3,
      // The text goes on until the rule stops it; this is only an end for a run that would not.
      epochs: 1000,
      testEvery: 10,
      stopping: { rule: "test-error-rises" },
    },
  },
  s2: {
    title: "S2, the worked 2-2-2 example",
    data: { set: "s2", count: 1, noise: 0 },
    validation: 0,
    checkpointEvery: 1000,
    recipe: { ...byHand, initialiser: "s2", epochs: 10_000, measureEvery: 500 },
  },
  "s2-xor": {
    title: "S2, exclusive-or",
    data: { set: "xor", count: 4, noise: 0 },
    validation: 0,
    checkpointEvery: 250,
    recipe: {
      ...published,
      hidden: [5],
      initialiser: "normal-fan-in",
      outputs: "single",
      learningRate: 0.5,
      order: "drawn",
      epochs: 2500,
      measureEvery: 125,
      dtype: "f64",
    },
  },
  s3: {
    title: "S3, two moons",
    data: { set: "moons", count: 60, noise: 1 },
    validation: 0,
    checkpointEvery: 3000,
    recipe: {
      ...published,
      hidden: [50],
      activation: "tanh",
      initialiser: "normal-fan-in",
      loss: "binary-cross-entropy",
      learningRate: 0.1,
      batch: "all",
      epochs: 30_000,
      measureEvery: 1000,
      seed: 0,
    },
    hiddens: [[1], [2], [4], [10], [20], [50]],
  },
  "s3-example": {
    title: "S3, the worked 2-2-2 example",
    data: { set: "s3-example", count: 1, noise: 0 },
    validation: 0,
    checkpointEvery: 1,
    recipe: { ...byHand, initialiser: "s3-example", epochs: 1 },
  },
  s4: {
    title: "S4, a textbook appendix",
    data: "files",
    validation: 0,
    checkpointEvery: 1,
    recipe: {
      ...published,
      hidden: [50],
      bias: "none",
      initialiser: "normal-fan-in",
      learningRate: 0.1,
      epochs: 50,
      testEvery: 1,
    },
  },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof presets;

/** The recipe that flags without a preset change, where a derivation is shown: sigmoids and the squared error, as in most texts. */
export const textbookRecipe: Recipe = { ...base, activation: "sigmoid", loss: "half-squared-error" };

/** Other names of presets. */
const aliases = {
  "make-your-own": "s0",
  "from-zero": "s1",
  "worked-example": "s2",
  xor: "s2-xor",
  moons: "s3",
  textbook: "s4",
} as const satisfies Readonly<Record<string, PresetName>>;

/** All names of presets. */
export const presetNames = [...namesOf(presets), ...namesOf(aliases)] as const;

const isAlias = (name: (typeof presetNames)[number]): name is keyof typeof aliases => Object.hasOwn(aliases, name);

/**
 * The preset of a name or of another name for it.
 *
 * @example
 * import { findPreset } from "@chainrule/mnist";
 * assert.equal(findPreset("textbook").name, "s4");
 * assert.deepEqual(findPreset("s4").recipe.hidden, [50]);
 */
export const findPreset = (name: (typeof presetNames)[number]): Preset & { readonly name: PresetName } => {
  const own = isAlias(name) ? aliases[name] : name;
  return { ...presets[own], name: own };
};
