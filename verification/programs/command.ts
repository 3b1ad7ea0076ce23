import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";

/** Which programs to check. */
export interface Request {
  readonly count: number;
  readonly seed: number;
  readonly maxOps: number;
  readonly dtype: "f32" | "f64";
  readonly json: boolean;
}

const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Expected a whole number, ${least} or more.`);
  };

/** The command line. */
export const commandLine = (check: (request: Request) => void): Command<[], Request & Record<string, unknown>> =>
  new Command("check:programs")
    .description(
      "Draw random programs and compare their first and second derivatives by every oracle and backend: reverse mode, forward mode, " +
        "complex step, extrapolated differences, exact arithmetic in a prime field, linearity of the pullback; interpreter, WebAssembly.",
    )
    .option("--count <programs>", "how many programs", wholeNumber(1), 1000)
    .option("--seed <number>", "start of the random numbers; the same seed gives the same programs", wholeNumber(0), 1)
    .option("--max-ops <operations>", "the most operations a program may have", wholeNumber(1), 30)
    .addOption(new Option("--dtype <name>", "of the programs").choices(["f32", "f64"] as const).default("f64" as const))
    .option("--json", "print one JSON object instead of text", false)
    .addHelpText("after", "\nExit codes: 0 all agree, 1 some oracle disagrees, 2 wrong usage.")
    .showHelpAfterError("(--help lists the options)")
    .exitOverride()
    .action(check);
