import { CommanderError } from "@commander-js/extra-typings";
import * as E from "fp-ts/lib/Either.js";
import pc from "picocolors";
import { type Action, evaluateAction, explainAction, inspectAction, predictAction } from "./cli/actions.js";
import { withProgressBar } from "./cli/bar.js";
import { type Commands, commandLine } from "./cli/command.js";
import { exitCodes } from "./cli/exit-codes.js";
import { plainLines, plainResult } from "./cli/lines.js";
import { folderOfCommand, programOf } from "./cli/program.js";
import { jsonLines, jsonResult } from "./cli/report.js";
import { explainRunError } from "./cli/run-error.js";
import type { Shown, TrainRequest } from "./cli/train-command.js";
import { begin, resume } from "./run/experiment.js";
import type { Reporter } from "./run/reporter.js";

const { stdout, stderr, env } = process;

const [, script = ""] = process.argv;
process.chdir(folderOfCommand(env) ?? process.cwd());
const program = programOf(env, script);

/** What picocolors found for standard output, NO_COLOR included, where standard error is a terminal too. */
const stderrColors = pc.createColors(pc.isColorSupported && stderr.isTTY);

const print = (text: string): void => {
  stdout.write(text);
};

/** JSON or text on standard output; a progress bar on standard error where that is a terminal. */
const reporterFor = ({ json, quiet }: Shown): Reporter => {
  if (quiet) return json ? jsonResult(print) : plainResult(print, pc);
  return withProgressBar(json ? jsonLines(print) : plainLines(print, pc), stderr, stderrColors);
};

const fail = (message: string, exitCode: number): void => {
  stderr.write(`${stderrColors.red(`mnist: ${message}`)}\n`);
  process.exitCode = exitCode;
};

/** Which signals ask a run to save its state and stop, and what the process then exits with. */
const signals = {
  SIGHUP: exitCodes.hungUp,
  SIGINT: exitCodes.interrupted,
  SIGTERM: exitCodes.terminated,
} as const;

const trainAndReport = async (request: TrainRequest): Promise<void> => {
  const reporter = reporterFor(request);
  const stopping = new AbortController();
  let exitCode: number | undefined;
  const stop = (signal: keyof typeof signals): void => {
    exitCode = signals[signal];
    stopping.abort();
    // Whoever asks again does not want to wait.
    process.once(signal, () => {
      reporter.close();
      process.exit(exitCode);
    });
  };
  process.once("SIGHUP", stop).once("SIGINT", stop).once("SIGTERM", stop);
  const surroundings = { reporter, signal: stopping.signal };
  const outcome = await (request.kind === "begin"
    ? begin(request.experiment, request.manner, request.folder, surroundings)
    : resume(request.manner, request.folder, surroundings))().finally(reporter.close);
  if (E.isRight(outcome)) return;
  const explained = explainRunError(outcome.left, program);
  fail(explained.message, (outcome.left._tag === "Interrupted" ? exitCode : undefined) ?? explained.exitCode);
};

/** Does what a command asks for, and tells what went wrong. */
const performing =
  <Request>(action: Action<Request>) =>
  async (request: Request): Promise<void> => {
    const outcome = await action(request, print)();
    if (E.isLeft(outcome)) fail(outcome.left.message, outcome.left.exitCode);
  };

const commands: Commands = {
  train: trainAndReport,
  evaluate: performing(evaluateAction),
  predict: performing(predictAction),
  explain: performing(explainAction),
  inspect: performing(inspectAction),
};

// Whoever reads what is printed may have read enough.
stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") fail(`standard output: ${error.message}`, exitCodes.output);
  process.exit();
});

try {
  await commandLine(commands, [...program, ...process.argv.slice(2)]).parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has printed the help or what is wrong; its own exit code tells only whether something is.
  process.exitCode = error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
}
