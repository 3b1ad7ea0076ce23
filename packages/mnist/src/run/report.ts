import { relative } from "node:path";
import { pipe } from "fp-ts/lib/function.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import type { NotWritten } from "../checkpoint/atomic.js";
import { writeGroupReport, writeReport } from "../report/report.js";
import type { RunReport } from "../report/run-report.js";
import type { Finished } from "./finished.js";
import { commandOf, percent, reportOf } from "./report-of.js";
import type { Reporter } from "./reporter.js";
import type { Loaded } from "./set-up.js";
import { summaryOf } from "./summary.js";

const reportOn = (finished: Finished, { experiment, data }: Loaded): RunReport => {
  const { label } = finished.variant;
  return reportOf(finished, data, label === undefined ? experiment.title : `${experiment.title}, ${label}`);
};

const tellOf =
  (reporter: Reporter) =>
  (files: readonly string[]): void =>
    reporter.notice(`report ${files[0]}`);

/** Writes the report of a run into its folder. */
export const writeRunReport = (
  finished: Finished,
  loaded: Loaded,
  reporter: Reporter,
): TE.TaskEither<NotWritten, unknown> =>
  pipe(
    TE.fromIO(() => reportOn(finished, loaded)),
    TE.flatMap((report) => writeReport(finished.run.folder, report)),
    TE.map(tellOf(reporter)),
  );

/** What is the same for all runs: the data, most of the recipe, versions. */
const factsInCommon = ([first, ...others]: readonly RunReport[]): RunReport["facts"] =>
  (first?.facts ?? []).filter(([label, value]) =>
    others.every(({ facts }) => facts.some((fact) => fact[0] === label && fact[1] === value)),
  );

/** Writes the report of several runs into the folder above theirs. */
export const writeSummary = (
  finished: readonly Finished[],
  loaded: Loaded,
  folder: string,
  reporter: Reporter,
): TE.TaskEither<NotWritten, unknown> => {
  const { experiment } = loaded;
  const seconds = finished.reduce((sum, { result }) => sum + result.seconds, 0);
  const labelled = finished.map((one) => ({ label: one.variant.label ?? "", one }));
  const { mean, deviation } = summaryOf(finished);
  return pipe(
    TE.fromIO(() =>
      labelled.map(({ label, one }) => ({
        label,
        folder: relative(folder, one.run.folder),
        report: reportOn(one, loaded),
      })),
    ),
    TE.flatMap((runs) =>
      writeGroupReport(folder, {
        title: experiment.title,
        command: commandOf(experiment.command),
        facts: [...factsInCommon(runs.map(({ report }) => report)), ["time", `${seconds.toFixed(1)} s`]],
        runs,
        summary:
          mean === undefined
            ? []
            : [["mean test accuracy", `${percent(mean)}${deviation === undefined ? "" : ` ± ${percent(deviation)}`}`]],
      }),
    ),
    TE.map(tellOf(reporter)),
  );
};
