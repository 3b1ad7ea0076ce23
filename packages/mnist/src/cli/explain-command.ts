import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { type LossName, losses } from "../recipe/loss.js";
import { type ActivationName, activations } from "../recipe/network.js";
import { choice, wholeNumber } from "./flags.js";

/** In what a derivation is written. */
export const formats = ["text", "latex", "markdown", "html", "typescript"] as const;
export type Format = (typeof formats)[number];

/** What `explain` was asked to do. */
export interface ExplainRequest {
  /** Sizes of all layers, from the pixels to the classes. */
  readonly net: readonly number[];
  readonly activation: ActivationName;
  readonly loss: LossName;
  /** How many samples there are in a batch. */
  readonly batch: number;
  readonly format: Format;
  /** Whether activations are left abstract: `g′(z)`. */
  readonly abstract: boolean;
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

/** The command that shows how the gradient of a network is derived. */
export const explainCommand = (run: (request: ExplainRequest) => Promise<void>) =>
  new Command("explain")
    .description("Show how the gradient of a network is derived: the formulas of backpropagation.")
    .addOption(
      new Option("--net <sizes>", "of all layers, inputs and outputs too")
        .argParser(layers)
        .default([784, 300, 10], "784-300-10"),
    )
    .addOption(choice("--activation <name>", "of the hidden layers", activations).default("sigmoid" as const))
    .addOption(choice("--loss <name>", "what to minimise", losses).default("half-squared-error" as const))
    .option("--batch <size>", "samples a step: the m of the formulas", wholeNumber(1), 64)
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
    .action(async ({ out, ...request }) => {
      await run({ ...request, out });
    });
