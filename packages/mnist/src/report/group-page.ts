import type * as T from "fp-ts/lib/Task.js";
import { decisionCaption, decisionChart } from "../picture/decision-chart.js";
import { costChart } from "../picture/learning-charts.js";
import { type Html, html } from "./html.js";
import { page } from "./page.js";
import { facts, figure, figures, opening, section, table } from "./parts.js";
import { drawing, type Picture } from "./picture.js";
import type { GroupMember, GroupReport } from "./run-report.js";

/** The pictures of several runs, drawn. */
export interface GroupPictures {
  readonly cost: Picture | undefined;
  /** Those of the runs that have any. */
  readonly regions: readonly Picture[];
}

/** Draws the pictures of several runs. */
export const drawGroup =
  ({ runs }: GroupReport): T.Task<GroupPictures> =>
  async () => {
    const histories = runs.map(({ label, report }) => ({ label, history: report.history }));
    return {
      cost: histories.some(({ history }) => history.length > 0)
        ? await drawing("cost", costChart(histories))()
        : undefined,
      regions: await Promise.all(
        runs.flatMap(({ label, report: { regions } }, index) =>
          regions === undefined ? [] : [drawing(`regions-${index + 1}`, decisionChart({ ...regions, title: label }))()],
        ),
      ),
    };
  };

const linkTo = ({ label, folder }: GroupMember): Html =>
  html`<a href="${folder.split("/").map(encodeURIComponent).join("/")}/report.html">${label}</a>`;

/** What came out of each run, under the labels that any of them has. */
const resultsOf = (runs: readonly GroupMember[]): Html => {
  const labels = [...new Set(runs.flatMap(({ report }) => report.results.map(([label]) => label)))];
  const rows = runs.map((run) => {
    const results = new Map(run.report.results);
    return [linkTo(run), ...labels.map((label) => results.get(label))];
  });
  return table("What came out of each run", ["Run", ...labels], rows);
};

/** The report of several runs as one page that needs nothing else; it links to the reports of the runs. */
export const renderGroup = (group: GroupReport, { cost, regions }: GroupPictures): string => {
  const body = html`${[
    opening(group.title, group.command, group.summary),
    section("Runs", resultsOf(group.runs)),
    cost && section("Learning", figures([figure(cost, "The mean loss of the training samples in each epoch.")])),
    regions.length === 0
      ? undefined
      : section(
          "Decision regions",
          html`<p>${decisionCaption}</p>`,
          figures(regions.map((picture) => figure(picture))),
        ),
    section("Provenance", facts(group.facts)),
  ]}`;
  return page(group.title, body);
};
