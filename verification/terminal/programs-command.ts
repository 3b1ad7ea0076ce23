import { Command } from "@commander-js/extra-typings";
import { wholeNumber } from "./whole-number.js";

/** A command that examines random programs: how many, and which. */
export const programsCommand = (name: string, description: string) =>
  new Command(name)
    .description(description)
    .option("--count <programs>", "how many programs", wholeNumber(1), 1000)
    .option("--seed <number>", "start of the random numbers; the same seed gives the same programs", wholeNumber(0), 1)
    .option("--max-ops <operations>", "the most operations a program may have", wholeNumber(1), 30)
    .option("--json", "print one JSON object instead of text", false)
    .showHelpAfterError("(--help lists the options)")
    .exitOverride();
