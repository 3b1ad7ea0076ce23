import { Command } from "@commander-js/extra-typings";
import { wholeNumber } from "../terminal/whole-number.js";

/** What to check. */
export interface Request {
  readonly count: number;
  readonly seed: number;
  /** Further options of `mnist train`. */
  readonly options: readonly string[];
  readonly json: boolean;
}

/** The command line. */
export const commandLine = (check: (request: Request) => Promise<void>) =>
  new Command("check:resume")
    .description(
      "Train once; then train again and again, kill the process (SIGKILL) at a random moment, go on by --resume, and compare the " +
        "parameters' SHA-256 with that of the run that was left alone. Every other process that goes on is killed too.",
    )
    .argument("[options...]", "further options of mnist train, after --")
    .option("--count <runs>", "how many runs are killed, once at least", wholeNumber(1), 20)
    .option("--seed <number>", "start of the random numbers; the same seed gives the same moments", wholeNumber(0), 1)
    .option("--json", "print one JSON object instead of text", false)
    .addHelpText("after", "\nExit codes: 0 all agree, 1 some run came to something else, 2 wrong usage.")
    .showHelpAfterError("(--help lists the options)")
    .exitOverride()
    .action((options, { count, seed, json }) => check({ count, seed, json, options }));
