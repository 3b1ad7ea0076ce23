import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { type PeerName, peerNames } from "../libraries/peers.js";

/** What to run, and where to tell of it. */
export interface Request {
  readonly count: number;
  readonly seed: number;
  readonly maxOps: number;
  readonly peer: readonly PeerName[];
  readonly json: boolean;
  /** A file for the report; none where it is not given. */
  readonly report: string | undefined;
}

/** What the process exits with. */
export const exitCodes = { known: 0, unexplained: 1, usage: 2, interrupted: 130 } as const;

const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Expected a whole number, ${least} or more.`);
  };

/** The command line. */
export const commandLine = (run: (request: Request) => Promise<void>) =>
  new Command("check:peers")
    .description(
      "Run random programs in f32 through other autodiff libraries, compare value and gradient with a reading in double precision, and " +
        "list what they disagree on, each in the smallest program that shows it.",
    )
    .option("--count <programs>", "how many programs", wholeNumber(1), 1000)
    .option("--seed <number>", "start of the random numbers; the same seed gives the same programs", wholeNumber(0), 7)
    .option("--max-ops <operations>", "the most operations a program may have", wholeNumber(1), 30)
    .addOption(
      new Option("--peer <names...>", "which libraries (default: all)").choices(peerNames).default(peerNames, "all"),
    )
    .option("--json", "print one JSON object a line, one for each library, instead of the report", false)
    .option("--report <file>", "write the report to a file as well")
    .addHelpText(
      "after",
      "\nExit codes: 0 every disagreement has an explanation, 1 there is a new one, 2 wrong usage, 130 interrupted.",
    )
    .showHelpAfterError("(--help lists the options)")
    .exitOverride()
    .action(({ report, ...flags }) => run({ ...flags, report }));
