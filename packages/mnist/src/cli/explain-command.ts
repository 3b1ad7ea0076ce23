import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { losses } from "../recipe/loss.js";
import { activations } from "../recipe/network.js";
import { findPreset, type Preset, presetNames, textbookRecipe } from "../recipe/preset.js";
import type { Recipe } from "../recipe/recipe.js";
import { choice, wholeNumber } from "./flags.js";

/** In what a derivation is written. */
export const formats = ["text", "latex", "markdown", "html", "typescript"] as const;
export type Format = (typeof formats)[number];

/** What `explain` was asked to do. */
export interface ExplainRequest {
  /** Sizes of all layers, from the inputs to the outputs. */
  readonly sizes: readonly number[];
  readonly recipe: Recipe;
  /** How many samples there are in a batch. */
  readonly batch: number;
  readonly format: Format;
  /** Whether activations are left abstract: `g′(z)`. */
  readonly activation: "abstract" | "expanded";
  readonly notation: "matrix" | "index";
  readonly form: "recursive" | "substituted";
  /** The file to write; standard output where there is none. */
  readonly out: string | undefined;
}

const layers = (text: string): readonly number[] => {
  const list = text.split("-").map(Number);
  if (list.length > 1 && list.every((size) => Number.isSafeInteger(size) && size > 0)) return list;
  throw new InvalidArgumentError("Expected the sizes of two layers or more, such as 784-300-10.");
};

/** What is derived where neither a preset nor a network is named. */
const textbook = { sizes: [784, 300, 10], recipe: textbookRecipe, samples: 64 };

/** The network of a preset, and how many samples it takes a step. */
const shapeOf = ({ data, recipe }: Preset): typeof textbook => {
  const [features = 2, classes = 2] = data === "files" ? [784, 10] : [2, recipe.outputs === "single" ? 1 : 2];
  const all = data === "files" ? 60_000 : data.count;
  return { sizes: [features, ...recipe.hidden, classes], recipe, samples: recipe.batch === "all" ? all : recipe.batch };
};

/** The command that shows how the gradient of a network is derived. */
export const explainCommand = (run: (request: ExplainRequest) => Promise<void>) =>
  new Command("explain")
    .description("Show how the gradient of a network is derived: the formulas of backpropagation.")
    .addOption(new Option("--preset <name>", "the network of a preset; other options change it").choices(presetNames))
    .addOption(
      new Option("--net <sizes>", "of all layers, inputs and outputs too (default: 784-300-10)").argParser(layers),
    )
    .addOption(choice("--activation <name>", "of the hidden layers (default: sigmoid)", activations))
    .addOption(choice("--loss <name>", "what to minimise (default: half-squared-error)", losses))
    .option("--batch <size>", "samples a step: the m of the formulas (default: 64)", wholeNumber(1))
    .addOption(new Option("--format <name>", "what to write").choices(formats).default("text" as const))
    .option("--abstract", "leave activations abstract: g′(z) in place of a ⊙ (1 − a)", false)
    .addOption(
      new Option("--notation <name>", "of the formulas").choices(["matrix", "index"]).default("matrix" as const),
    )
    .addOption(
      new Option("--form <name>", "each derivative in terms of those above it, or of values alone")
        .choices(["recursive", "substituted"])
        .default("recursive" as const),
    )
    .option("--out <file>", "write to a file, not to standard output")
    .addHelpText("after", "\nExit codes: 0 done, 2 wrong usage, 5 the file could not be written.")
    .showHelpAfterError("(mnist explain --help lists the options)")
    .exitOverride()
    .action(async ({ preset: name, net, activation, loss, batch, abstract, ...rest }) => {
      const { sizes, recipe, samples } = name === undefined ? textbook : shapeOf(findPreset(name));
      await run({
        ...rest,
        sizes: net ?? sizes,
        recipe: { ...recipe, activation: activation ?? recipe.activation, loss: loss ?? recipe.loss },
        batch: batch ?? samples,
        activation: abstract ? "abstract" : "expanded",
        out: rest.out,
      });
    });
