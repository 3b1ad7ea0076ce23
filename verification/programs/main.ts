import { type ProgramOutcome, programOutcomes, programsReport } from "@chainrule/check";
import { interpreter } from "@chainrule/core";
import { wasm } from "@chainrule/wasm";
import pc from "picocolors";
import { collect } from "../terminal/collect.js";
import { finish, run } from "../terminal/run.js";
import { secondsSince } from "../terminal/seconds.js";
import { commandLine, type Request } from "./command.js";
import { resultLines } from "./lines.js";

const backends = [interpreter, wasm()];

const outcomesOf = ({ count, seed, maxOps, dtype }: Request): readonly ProgramOutcome[] =>
  collect(programOutcomes({ count, seed, maxOps, dtype, backends }), count, {
    of: "disagreements",
    counts: ({ disagreement }) => disagreement !== undefined,
  });

const check = (request: Request): void => {
  const begun = performance.now();
  const report = programsReport(outcomesOf(request));
  const result = { seed: request.seed, ...report, seconds: secondsSince(begun) };
  finish(result, report.disagreements.length === 0, request.json ? undefined : (found) => resultLines(found, pc));
};

run(commandLine(check));
