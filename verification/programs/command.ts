import { type Command, Option } from "@commander-js/extra-typings";
import { programsCommand } from "../terminal/programs-command.js";

/** Which programs to check. */
export interface Request {
  readonly count: number;
  readonly seed: number;
  readonly maxOps: number;
  readonly dtype: "f32" | "f64";
  readonly json: boolean;
}

/** The command line. */
export const commandLine = (check: (request: Request) => void): Command<[], Request & Record<string, unknown>> =>
  programsCommand(
    "check:programs",
    "Draw random programs and compare their first and second derivatives by every oracle and backend: reverse mode, forward mode, " +
      "complex step, extrapolated differences, exact arithmetic in a prime field, linearity of the pullback; interpreter, WebAssembly.",
  )
    .addOption(new Option("--dtype <name>", "of the programs").choices(["f32", "f64"] as const).default("f64" as const))
    .addHelpText("after", "\nExit codes: 0 all agree, 1 some oracle disagrees, 2 wrong usage.")
    .action(check);
