import type * as T from "fp-ts/lib/Task.js";
import { confusionChart } from "../picture/confusion-chart.js";
import { decisionChart } from "../picture/decision-chart.js";
import { accuracyChart, lossChart } from "../picture/learning-charts.js";
import { mistakePicture, mistakesMontage } from "../picture/mistakes.js";
import { weightsMontage } from "../picture/weights.js";
import { drawing, image, type Picture } from "./picture.js";
import type { RunReport } from "./run-report.js";

/** The pictures of a run, drawn; those for which it has no data are undefined. */
export interface RunPictures {
  readonly accuracy: Picture | undefined;
  readonly loss: Picture | undefined;
  readonly regions: Picture | undefined;
  readonly confusion: Picture | undefined;
  readonly weights: Picture | undefined;
  readonly mistakes: Picture | undefined;
  /** Each mistake by itself, in their order. */
  readonly eachMistake: readonly Picture[];
}

/** Draws the pictures of a run. */
export const drawRun =
  ({ history, regions, confusion, weights, mistakes }: RunReport): T.Task<RunPictures> =>
  async () => ({
    accuracy: history.length === 0 ? undefined : await drawing("accuracy", accuracyChart(history))(),
    loss: history.length === 0 ? undefined : await drawing("loss", lossChart(history))(),
    regions: regions && (await drawing("regions", decisionChart({ ...regions, title: "Decision regions" }))()),
    confusion: confusion && (await drawing("confusion", confusionChart(confusion))()),
    weights: weights && (await image("weights", "First-layer weights as images.", weightsMontage(weights))()),
    mistakes:
      mistakes.length === 0
        ? undefined
        : await image("mistakes", "The worst mistakes, side by side.", mistakesMontage(mistakes))(),
    eachMistake: await Promise.all(
      mistakes.map((mistake) => {
        const alt = `Image ${mistake.index}, a ${mistake.label} that was read as ${mistake.predicted}`;
        return image(`mistake-${mistake.index}`, alt, mistakePicture(mistake))();
      }),
    ),
  });
