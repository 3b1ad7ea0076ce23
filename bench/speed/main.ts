import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { loadMnist, showDataError } from "@chainrule/mnist";
import { CommanderError } from "@commander-js/extra-typings";
import * as E from "fp-ts/lib/Either.js";
import { commandLine, exitCodes, isComplete, type Request } from "./cli/command.js";
import { jsonLines } from "./report/json.js";
import { markdown } from "./report/markdown.js";
import { allAgree, type Report } from "./report/report.js";
import { run } from "./run.js";

const { stdout, stderr } = process;

const RESULTS = fileURLToPath(new URL("../../RESULTS.md", import.meta.url));

const tell = async (report: Report, request: Request): Promise<void> => {
  if (request.json) {
    stdout.write(
      jsonLines(report)
        .map((line) => `${line}\n`)
        .join(""),
    );
    return;
  }
  const text = markdown(report);
  stdout.write(text);
  const file = request.out ?? (isComplete(request) ? RESULTS : undefined);
  if (file !== undefined) await writeFile(file, text);
};

const bench = async (request: Request): Promise<void> => {
  const digits = await loadMnist()();
  if (E.isLeft(digits)) {
    stderr.write(`bench: ${showDataError(digits.left)}\n`);
    process.exitCode = exitCodes.failed;
    return;
  }
  const report = await run(request, digits.right);
  await tell(report, request);
  process.exitCode = allAgree(report) ? exitCodes.measured : exitCodes.failed;
};

process.once("SIGINT", () => process.exit(exitCodes.interrupted));

try {
  await commandLine(bench).parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has printed the help or what is wrong; its own exit code tells only whether something is.
  process.exitCode = error.exitCode === 0 ? exitCodes.measured : exitCodes.usage;
}
