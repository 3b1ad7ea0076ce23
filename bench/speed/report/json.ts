import { titles } from "../contender/roster.js";
import { agrees } from "../reference/agreement.js";
import { median } from "../statistics/median.js";
import type { Report } from "./report.js";
import { targets } from "./targets.js";

/** The report as one JSON object a line; `line` says of what kind each is. */
export const jsonLines = (report: Report): readonly string[] => {
  const { date, machine, rounds, sliceSeconds, runtimes, contests, firstSteps, absent } = report;
  const run = {
    line: "run",
    date,
    machine,
    rounds,
    sliceSeconds,
    runtimes: runtimes.map(({ name, version }) => ({ name, version })),
    absent,
  };
  const measurements = contests.flatMap(({ workload, measurements }) =>
    measurements.map(({ contender: { competitor, variant, runtime }, expected, outcome }) => ({
      line: "measurement",
      workload: workload.name,
      contender: titles[competitor],
      variant: variant?.name,
      runtime: runtime?.name,
      unit: workload.unit,
      expected,
      ...(outcome.kind === "failed"
        ? outcome
        : { ...outcome, median: median(outcome.rates), agrees: agrees(outcome.agreement) }),
    })),
  );
  const first = firstSteps.map(({ contender: { runtime }, milliseconds, reason }) => ({
    line: "first step",
    runtime: runtime?.name,
    milliseconds,
    median: median(milliseconds),
    reason,
  }));
  const goals = targets(report).map((target) => ({ line: "target", ...target }));
  return [run, ...measurements, ...first, ...goals].map((line) => JSON.stringify(line));
};
