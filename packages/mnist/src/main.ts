import { CommanderError } from "@commander-js/extra-typings";
import * as E from "fp-ts/lib/Either.js";
import pc from "picocolors";
import { progressBar } from "./cli/bar.js";
import { commandLine, exitCodes, type TrainRequest } from "./cli/command.js";
import { explain } from "./cli/explain.js";
import type { ExplainRequest } from "./cli/explain-command.js";
import { plainLines } from "./cli/lines.js";
import { both, jsonLines, type Reporter } from "./cli/report.js";
import { explainRunError, runTraining } from "./cli/train.js";

const { stdout, stderr } = process;

/** JSON or text on standard output; a progress bar on standard error where that is a terminal. */
const reporterFor = ({ json }: TrainRequest): Reporter => {
  const write = (text: string): void => {
    stdout.write(text);
  };
  const reporter = json ? jsonLines(write) : plainLines(write, pc);
  return stderr.isTTY ? both(progressBar(stderr), reporter) : reporter;
};

const fail = (message: string, exitCode: number): void => {
  stderr.write(`${pc.createColors(stderr.isTTY).red(`mnist: ${message}`)}\n`);
  process.exitCode = exitCode;
};

const trainAndReport = async (request: TrainRequest): Promise<void> => {
  const reporter = reporterFor(request);
  const stop = (): void => {
    reporter.close();
    fail("interrupted", exitCodes.interrupted);
    process.exit();
  };
  process.once("SIGINT", stop);
  try {
    const outcome = await runTraining(request, reporter)();
    reporter.close();
    if (E.isLeft(outcome)) {
      const { message, exitCode } = explainRunError(outcome.left);
      fail(message, exitCode);
    }
  } finally {
    process.off("SIGINT", stop);
  }
};

const explainOrFail = async (request: ExplainRequest): Promise<void> => {
  const outcome = await explain(request, (text) => stdout.write(text))();
  if (E.isLeft(outcome)) fail(`${outcome.left.file} could not be written: ${outcome.left.reason}`, exitCodes.output);
};

try {
  await commandLine({ train: trainAndReport, explain: explainOrFail }).parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has printed the help or what is wrong; its own exit code tells only whether something is.
  process.exitCode = error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
}
