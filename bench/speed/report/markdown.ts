import { type Contender, labelOf } from "../contender/roster.js";
import type { NodeRuntime } from "../machine/runtime.js";
import { agrees } from "../reference/agreement.js";
import type { Measurement } from "../schedule/measurement.js";
import { median, spread } from "../statistics/median.js";
import type { Workload } from "../workload/workload.js";
import { showDigits, showQuantity } from "./quantity.js";
import { type Contest, measurementOf, type Report, rateOf } from "./report.js";
import { type Target, targets } from "./targets.js";

const table = (rows: readonly (readonly string[])[]): string => {
  const [header = [], ...body] = rows;
  return [header, header.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
};

const rateCell = (
  report: Report,
  measurement: Measurement | undefined,
  workload: Workload,
  runtime: NodeRuntime,
): string => {
  if (measurement === undefined) return "–";
  const { contender, outcome } = measurement;
  if (outcome.kind === "failed") return "failed";
  if (!agrees(outcome.agreement)) return "**disagrees**";
  const rate = median(outcome.rates);
  const own = rateOf(measurementOf(report, workload.name, "chainrule", runtime));
  const ratio = contender.competitor === "chainrule" || own === undefined ? "" : ` · ${showDigits(own / rate)}×`;
  return `${showQuantity(rate)}${ratio}`;
};

/** Everybody who ran on this Node or beside it: Chainrule first, then the others in the order of the contests. */
const contendersBeside = ({ contests }: Report, runtime: NodeRuntime): readonly Contender[] => {
  const all = contests.flatMap(({ measurements }) => measurements.map(({ contender }) => contender));
  const beside = all.filter((contender) => contender.runtime === undefined || contender.runtime.path === runtime.path);
  const isOther = ({ competitor }: Contender): number => (competitor === "chainrule" ? 0 : 1);
  return beside
    .filter((contender, index) => beside.findIndex((other) => sameContender(other, contender)) === index)
    .toSorted((a, b) => isOther(a) - isOther(b));
};

const sameContender = (a: Contender, b: Contender): boolean => labelOf(a) === labelOf(b);

const medians = (report: Report, runtime: NodeRuntime): string => {
  const workloads = report.contests.map(({ workload }) => workload);
  return table([
    ["", ...workloads.map(({ name, unit }) => `${name}, ${unit}`)],
    ...contendersBeside(report, runtime).map((contender) => [
      labelOf({ ...contender, runtime: undefined }),
      ...workloads.map((workload) =>
        rateCell(
          report,
          measurementOf(report, workload.name, contender.competitor, runtime, contender.variant),
          workload,
          runtime,
        ),
      ),
    ]),
  ]);
};

const verdicts = { true: "met", false: "**not met**", undefined: "not measured" } as const;

const showTarget = ({ unit, goal, measured, met }: Target): string => {
  const least = unit === "ms" ? `≤ ${goal} ms` : `≥ ${goal}`;
  return measured === undefined
    ? `${verdicts.undefined} (${least})`
    : `${showDigits(measured)} ${unit}: ${verdicts[`${met}`]} (${least})`;
};

/** One row for each comparison, one column for each way to run. */
const targetTable = (all: readonly Target[]): string => {
  const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];
  const columns = distinct(all.map(({ runtime }) => runtime));
  const rowOf = ({ workload, against }: Target): string => `${workload} | ${against}`;
  const rows = distinct(all.map(rowOf)).map((row) => [
    row,
    ...columns.map((runtime) => {
      const target = all.find((target) => rowOf(target) === row && target.runtime === runtime);
      return target === undefined ? "" : showTarget(target);
    }),
  ]);
  return table([
    ["workload", "times as fast as", ...columns],
    ...rows.map(([row = "", ...cells]) => [...row.split(" | "), ...cells]),
  ]);
};

const deviation = ({ outcome }: Measurement): string =>
  outcome.kind === "failed" ? outcome.reason.replaceAll(/\s+/g, " ") : showDigits(outcome.agreement.share * 100);

const spreadOf = ({ outcome }: Measurement): string =>
  outcome.kind === "failed" || outcome.rates.length === 0 ? "–" : showDigits(spread(outcome.rates) * 100);

const lossesOf = ({ outcome }: Measurement): string =>
  outcome.kind === "failed" ? "–" : outcome.agreement.values.map((value) => value.toPrecision(7)).join(", ");

const comparison = ({ workload, expected, measurements }: Contest): string => {
  const isTraining = "compareAfter" in workload;
  const what = isTraining
    ? `The loss is ${expected.map(({ value, bound }) => `${value.toPrecision(8)} ± ${bound.toPrecision(2)}`).join(", and ")} after ` +
      `${workload.compareAfter} steps.`
    : `${expected.length} elements are compared.`;
  return [
    `### ${workload.name}: ${workload.title}`,
    what,
    table([
      ["", ...(isTraining ? ["losses"] : []), "off by, % of what rounding may do", "spread of the rounds, %"],
      ...measurements.map((measurement) => [
        labelOf(measurement.contender),
        ...(isTraining ? [lossesOf(measurement)] : []),
        deviation(measurement),
        spreadOf(measurement),
      ]),
    ]),
  ].join("\n\n");
};

const versions = ({ contests, runtimes }: Report): string => {
  const told = new Map<string, string>(runtimes.map(({ name, version }) => [name, version]));
  for (const { measurements } of contests)
    for (const { outcome } of measurements)
      if (outcome.kind === "measured")
        for (const [name, version] of Object.entries(outcome.versions)) told.set(name, version);
  return table([["what", "version"], ...[...told].map(([name, version]) => [name, version])]);
};

const NOTES = `- Everybody has one thread, single precision, the same weights and the same samples in the same order, and a process of its own. All take turns,
  a slice each, round after round; a figure is the median over the rounds, a ratio is one of medians.
- Each has the data set beforehand in the form that suits it, and picks the batch of a step itself, within the time.
- Before anything is timed, losses are compared with training by hand in double precision. What rounding may do is four times what the furthest of a few
  random roundings did; for products it is the bound of Higham (3.5).
- numpy, PyTorch, TensorFlow.js and onnxruntime-node have their gradients by hand, which is faster than their own or the only way; jax-js and brain.js
  derive theirs. brain.js trains the biases too, where A has none and those of E are fixed; its losses are compared with that.`;

/** The report as Markdown. */
export const markdown = (report: Report): string => {
  const { date, machine, rounds, sliceSeconds, runtimes, contests, absent } = report;
  return `${[
    "# Chainrule beside other libraries: speed",
    `${date}, ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; ${rounds} rounds of slices of ` +
      `${sliceSeconds} s. Made by \`pnpm bench\`.`,
    "## Against the targets",
    targetTable(targets(report)),
    "## Medians",
    contests.map(({ workload: { name, title } }) => `- **${name}**: ${title}`).join("\n"),
    "In each cell the median, and how many times as fast Chainrule is, without flags and on the same Node.",
    ...runtimes.flatMap((runtime) => [`### ${runtime.name}`, medians(report, runtime)]),
    ...(absent.length === 0
      ? []
      : ["Not taking part:", absent.map(({ who, reason }) => `- ${who}: ${reason}`).join("\n")]),
    "## How it is measured",
    NOTES,
    "## What was computed",
    ...contests.map(comparison),
    "## Versions",
    versions(report),
  ].join("\n\n")}\n`;
};
