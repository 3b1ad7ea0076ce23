import { type ProgramOutcome, programOutcomes, programsReport } from "@chainrule/check";
import { interpreter } from "@chainrule/core";
import { wasm } from "@chainrule/wasm";
import { CommanderError } from "@commander-js/extra-typings";
import { Presets, SingleBar } from "cli-progress";
import pc from "picocolors";
import { commandLine, type Request } from "./command.js";
import { resultLines } from "./lines.js";

const { stdout, stderr } = process;

/** What the process exits with. */
const exitCodes = { agreed: 0, disagreed: 1, usage: 2 } as const;

const backends = [interpreter, wasm()];

/** The outcomes, with a progress bar on standard error where that is a terminal. */
const outcomesOf = ({ count, seed, maxOps, dtype }: Request): readonly ProgramOutcome[] => {
  const bar = new SingleBar(
    {
      stream: stderr,
      format: "{bar} {value}/{total} programs  {disagreements} disagreements  {eta_formatted} left",
      clearOnComplete: true,
      hideCursor: true,
      noTTYOutput: false,
    },
    Presets.shades_grey,
  );
  const outcomes: ProgramOutcome[] = [];
  let disagreements = 0;
  bar.start(count, 0, { disagreements });
  for (const outcome of programOutcomes({ count, seed, maxOps, dtype, backends })) {
    outcomes.push(outcome);
    if (outcome.disagreement !== undefined) disagreements++;
    bar.update(outcomes.length, { disagreements });
  }
  bar.stop();
  return outcomes;
};

const check = (request: Request): void => {
  const begun = performance.now();
  const report = programsReport(outcomesOf(request));
  const result = { seed: request.seed, ...report, seconds: Number(((performance.now() - begun) / 1000).toFixed(3)) };
  stdout.write(request.json ? `${JSON.stringify(result)}\n` : resultLines(result, pc));
  process.exitCode = report.disagreements.length === 0 ? exitCodes.agreed : exitCodes.disagreed;
};

try {
  commandLine(check).parse();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has printed the help or what is wrong; its own exit code tells only whether something is.
  process.exitCode = error.exitCode === 0 ? exitCodes.agreed : exitCodes.usage;
}
