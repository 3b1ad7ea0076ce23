import type { Command } from "@commander-js/extra-typings";
import { programsCommand } from "../terminal/programs-command.js";

/** Of which programs to check the formulas. */
export interface Request {
  readonly count: number;
  readonly seed: number;
  readonly maxOps: number;
  readonly json: boolean;
}

/** The command line. */
export const commandLine = (check: (request: Request) => void): Command<[], Request & Record<string, unknown>> =>
  programsCommand(
    "check:formulas",
    "Draw random programs, derive their gradients, print every equation as text, read it back by the grammar of the text form, and " +
      "compare what it says with the values and derivatives that are executed.",
  )
    .addHelpText("after", "\nExit codes: 0 all agree, 1 some formula says something else, 2 wrong usage.")
    .action(check);
