import pc from "picocolors";
import { collect } from "../terminal/collect.js";
import { finish, run } from "../terminal/run.js";
import { secondsSince } from "../terminal/seconds.js";
import { commandLine, type Request } from "./command.js";
import { resultLines } from "./lines.js";
import { formulaOutcomes } from "./outcomes.js";
import { reportOf } from "./report.js";

const check = ({ json, ...request }: Request): void => {
  const begun = performance.now();
  const outcomes = collect(formulaOutcomes(request), request.count, {
    of: "faults",
    counts: ({ smallest }) => smallest !== undefined,
  });
  const report = reportOf(outcomes);
  const result = { seed: request.seed, ...report, seconds: secondsSince(begun) };
  finish(result, report.faults.length === 0, json ? undefined : (found) => resultLines(found, pc));
};

run(commandLine(check));
