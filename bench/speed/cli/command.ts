import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { type PeerName, peerNames } from "../contender/roster.js";
import { defaultPython } from "../machine/python.js";
import { type WorkloadName, workloadNames } from "../workload/workload.js";

const choices = [...workloadNames, "first"] as const;

/** What to run, and where to tell of it. */
export interface Request {
  readonly workload: readonly (WorkloadName | "first")[];
  readonly peer: readonly PeerName[];
  readonly rounds: number;
  /** Seconds between two looks at the clock. */
  readonly slice: number;
  readonly json: boolean;
  /** A file for the report; where it is not given, only the report of everything is kept. */
  readonly out: string | undefined;
  /** A Node 24, where the one from the npm registry is not wanted. */
  readonly node24: string | undefined;
  readonly python: string;
}

/** Whether nothing is left out. */
export const isComplete = ({ workload, peer }: Request): boolean =>
  choices.every((name) => workload.includes(name)) && peerNames.every((name) => peer.includes(name));

/** What the process exits with. */
export const exitCodes = { measured: 0, failed: 1, usage: 2, interrupted: 130 } as const;

const number =
  (kind: string, isRight: (value: number) => boolean) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isFinite(value) && isRight(value)) return value;
    throw new InvalidArgumentError(`Expected ${kind}.`);
  };

const wholeNumber = number("a whole number, 1 or more", (value) => Number.isSafeInteger(value) && value >= 1);
const duration = number("a number of seconds above 0, at most 10", (value) => value > 0 && value <= 10);

/** `D` is both products. */
const workloadsIn = (text: string, before: unknown): readonly (WorkloadName | "first")[] => {
  const named = text.split(",").flatMap((name) => {
    const found = choices.filter((choice) => choice === name.trim() || (name.trim() === "D" && choice.startsWith("D")));
    if (found.length > 0) return found;
    throw new InvalidArgumentError(`There is no workload ${name}; choose from ${[...choices, "D"].join(", ")}.`);
  });
  const earlier = before === choices || !Array.isArray(before) ? [] : before;
  return choices.filter((choice) => named.includes(choice) || earlier.includes(choice));
};

/** The command line. */
export const commandLine = (run: (request: Request) => Promise<void>) =>
  new Command("bench")
    .description(
      "Train the same networks, and multiply the same matrices, with Chainrule and with other libraries, by turns and on one thread each, " +
        "and write a table of medians and ratios. What each computes is compared with training by hand in double precision.",
    )
    .addOption(
      new Option("--workload <names>", `which workloads, with commas between: ${[...choices, "D"].join(", ")}`)
        .argParser(workloadsIn)
        .default<readonly (WorkloadName | "first")[]>(choices, "all"),
    )
    .addOption(
      new Option("--peer <names...>", "which libraries beside Chainrule (default: all)")
        .choices(peerNames)
        .default(peerNames, "all"),
    )
    .option("--rounds <number>", "how many rounds", wholeNumber, 7)
    .option("--slice <seconds>", "how long each is at it in a round", duration, 0.4)
    .option("--json", "print one JSON object a line instead of the report, and write no file", false)
    .option(
      "--out <file>",
      "where to write the report (default: bench/RESULTS.md when all workloads and libraries run)",
    )
    .option("--node24 <path>", "a Node 24 (default: the one of the npm package `node`, installed where it is missing)")
    .option("--python <path>", "a Python with numpy and torch, where the machine has them", defaultPython)
    .addHelpText(
      "after",
      "\nExit codes: 0 measured, 1 a contender failed or computed something else, 2 wrong usage, 130 interrupted.",
    )
    .showHelpAfterError("(--help lists the options)")
    .exitOverride()
    .action(({ node24, out, ...flags }) => run({ ...flags, node24, out }));
