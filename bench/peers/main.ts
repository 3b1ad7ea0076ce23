import { writeFile } from "node:fs/promises";
import { CommanderError } from "@commander-js/extra-typings";
import { commandLine, exitCodes, type Request } from "./cli/command.js";
import { jsonLine } from "./report/json.js";
import { markdown } from "./report/markdown.js";
import { hasUnexplained } from "./report/report.js";
import { run } from "./run.js";

const { stdout } = process;

const check = async (request: Request): Promise<void> => {
  const report = await run(request);
  if (request.report !== undefined) await writeFile(request.report, markdown(report));
  stdout.write(request.json ? report.results.map((result) => `${jsonLine(result)}\n`).join("") : markdown(report));
  process.exitCode = hasUnexplained(report) ? exitCodes.unexplained : exitCodes.known;
};

process.once("SIGINT", () => process.exit(exitCodes.interrupted));

try {
  await commandLine(check).parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has printed the help or what is wrong; its own exit code tells only whether something is.
  process.exitCode = error.exitCode === 0 ? exitCodes.known : exitCodes.usage;
}
