import { toHtmlFragment } from "@chainrule/formula/html";
import { decisionCaption } from "../picture/decision-chart.js";
import { percent } from "../picture/percent.js";
import { MOST_UNITS } from "../picture/weights.js";
import type { EpochRecord } from "../training/record.js";
import { type Html, html, markup } from "./html.js";
import { page } from "./page.js";
import { facts, figure, figures, opening, section, table } from "./parts.js";
import type { Picture } from "./picture.js";
import type { RunPictures } from "./run-pictures.js";
import type { RunReport } from "./run-report.js";

/** Nothing for a picture that there is not. */
const figureOf = (picture: Picture | undefined, caption: string): readonly Html[] =>
  picture === undefined ? [] : [figure(picture, caption)];

/** The columns of a history: those that have a value in some epoch. */
const columns: readonly { readonly head: string; readonly of: (record: EpochRecord) => string | undefined }[] = [
  { head: "Epoch", of: ({ epoch }) => String(epoch) },
  { head: "Loss", of: ({ loss }) => String(Number(loss.toPrecision(4))) },
  { head: "Training", of: ({ trainAccuracy }) => percent(trainAccuracy) },
  { head: "Validation", of: ({ validationAccuracy: share }) => (share === undefined ? undefined : percent(share)) },
  { head: "Test", of: ({ testAccuracy: share }) => (share === undefined ? undefined : percent(share)) },
  { head: "Seconds", of: ({ seconds }) => seconds.toFixed(1) },
];

const historyTable = (history: readonly EpochRecord[]): Html => {
  const known = columns.filter(({ of }) => history.some((record) => of(record) !== undefined));
  const rows = history.map((record) => known.map(({ of }) => of(record)));
  return html`<details>
<summary>All epochs as a table</summary>
${table(
  "Loss and accuracies of each epoch",
  known.map(({ head }) => head),
  rows,
)}
</details>`;
};

const learning = ({ history }: RunReport, { accuracy, loss }: RunPictures): Html | undefined =>
  history.length === 0
    ? undefined
    : section(
        "Learning",
        figures([
          ...figureOf(accuracy, "The share of each set that is classified rightly after each epoch."),
          ...figureOf(loss, "The mean loss of the training samples, each as it was met, before its own step."),
        ]),
        historyTable(history),
      );

const regionsOf = ({ regions }: RunPictures): Html | undefined =>
  regions && section("Decision regions", figures([figure(regions, decisionCaption)]));

const mistakesOf = ({ mistakes }: RunReport, { confusion, eachMistake }: RunPictures): Html | undefined => {
  const worst = mistakes.flatMap(({ predicted, confidence, label }, index) =>
    figureOf(eachMistake[index], `read as ${predicted} (${percent(confidence, 0)}), is ${label}`),
  );
  return confusion === undefined && worst.length === 0
    ? undefined
    : section(
        "Mistakes",
        confusion &&
          figure(
            confusion,
            "How often each class was read as each class: in green what is right; mistakes the deeper the more there are, on a logarithmic scale.",
          ),
        worst.length === 0 ? undefined : [html`<h3>The worst</h3>`, figures(worst, "mistakes")],
      );
};

const weightsOf = ({ weights }: RunReport, pictures: RunPictures): Html | undefined => {
  if (weights === undefined) return undefined;
  const [, units] = weights.values.shape;
  const which =
    units > MOST_UNITS ? `The ${MOST_UNITS} of ${units} units with the largest weights` : `All ${units} units`;
  const caption = `${which}, the largest first: red where a bright pixel excites the unit, blue where it inhibits it, each on a scale of its own.`;
  return section("First layer", ...figureOf(pictures.weights, caption));
};

/**
 * The report of a run as one page that needs nothing else: no scripts, no requests; pictures and fonts are in it.
 *
 * @throws Error where the fonts of KaTeX, which are read from its package, are not there.
 */
export const renderRun = (report: RunReport, pictures: RunPictures): string => {
  const derivation = toHtmlFragment(report.derivation, { level: 3 });
  const body = html`${[
    opening(report.title, report.command, report.results),
    learning(report, pictures),
    regionsOf(pictures),
    mistakesOf(report, pictures),
    weightsOf(report, pictures),
    section("Derivation", markup(derivation.html)),
    section("Provenance", facts(report.facts)),
  ]}`;
  return page(report.title, body, derivation.css);
};
