import type pc from "picocolors";
import type { Recipe } from "../recipe/recipe.js";
import { type Plan, type Reporter, type Result, silent } from "../run/reporter.js";
import type { Summary } from "../run/summary.js";
import type { EpochRecord } from "../training/record.js";
import type { Write } from "./report.js";

/** What paints text. */
export type Colors = Pick<ReturnType<typeof pc.createColors>, "bold" | "cyan" | "dim" | "green">;

/** A whole number with its thousands apart: `12 300`. */
export const grouped = (count: number): string => count.toLocaleString("en-GB").replaceAll(",", " ");

/** A loss with four decimals, where they say something: `0.0812`, `3.51e-5`. */
export const showLoss = (loss: number): string =>
  loss === 0 || Math.abs(loss) >= 0.001 ? loss.toFixed(4) : loss.toExponential(2);

const showShare = (share: number): string => share.toFixed(4);

const counted = (count: number, noun: string): string => `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;

/** What there is, of parts that may be missing. */
const present = (parts: readonly (string | false)[]): readonly string[] => parts.filter((part) => part !== false);

const conjunction = new Intl.ListFormat("en-GB");

const showData = ({ name, image, features, ...sets }: Plan["data"]): string => {
  const examples =
    image === undefined
      ? `${sets.train === 1 ? "point" : "points"} of ${counted(features, "feature")}`
      : `images of ${image.join(" × ")}`;
  const held = present([
    sets.validation > 0 && `${grouped(sets.validation)} validation`,
    sets.test > 0 && `${grouped(sets.test)} test`,
  ]);
  const training = held.length === 0 ? grouped(sets.train) : `${grouped(sets.train)} training`;
  return `${name}: ${conjunction.format([training, ...held])} ${examples}`;
};

const biases: Readonly<Record<Recipe["bias"], string | false>> = {
  learnt: false,
  fixed: "fixed biases",
  none: "no biases",
};

const showNetwork = ({ network, recipe }: Plan): string =>
  present([
    `network ${network}`,
    recipe.hidden.length > 0 && recipe.activation,
    biases[recipe.bias],
    recipe.dropout > 0 && `dropout ${recipe.dropout}`,
    recipe.loss,
    recipe.l2 > 0 && `L2 ${recipe.l2}`,
  ]).join(", ");

const showStopping = ({ stopping }: Recipe): string => {
  switch (stopping.rule) {
    case "never":
      return "";
    case "patience":
      return `, or until ${counted(stopping.epochs, "epoch")} bring nothing better`;
    case "test-error-rises":
      return ", or until the test error rises";
  }
};

const showSteps = ({ recipe }: Plan): string =>
  present([
    `${recipe.optimiser} at ${recipe.learningRate} (${recipe.schedule})`,
    recipe.weightDecay > 0 && `weight decay ${recipe.weightDecay}`,
    recipe.batch === "all" ? "all samples a step" : `batches of ${recipe.batch}`,
    recipe.augment && "augmented",
    `seed ${recipe.seed}`,
    `${counted(recipe.epochs, "epoch")}${showStopping(recipe)}`,
  ]).join(", ");

const showResumed = (after: number, epochs: number): string =>
  after < epochs
    ? `resumed at epoch ${after + 1} of ${epochs}`
    : `resumed after the last of ${counted(epochs, "epoch")}`;

/** What a run is about to do: the data, the network and its loss, how it is trained; and where it goes on. */
export const showPlan = (plan: Plan): string =>
  present([
    showData(plan.data),
    showNetwork(plan),
    showSteps(plan),
    plan.resumedAt !== undefined && showResumed(plan.resumedAt, plan.recipe.epochs),
  ]).join("\n");

/** One epoch, in a line. */
export const showEpoch = (record: EpochRecord, epochs: number): string =>
  present([
    `epoch ${String(record.epoch).padStart(String(epochs).length)}/${epochs}`,
    `loss ${showLoss(record.loss)}`,
    `training ${showShare(record.trainAccuracy)}`,
    record.validationAccuracy !== undefined && `validation ${showShare(record.validationAccuracy)}`,
    record.testAccuracy !== undefined && `test ${showShare(record.testAccuracy)}`,
    `${record.seconds.toFixed(1)} s`,
  ]).join("   ");

/** The end of a run, in a line; of one of several runs, with its label. */
export const showResult = (
  { testAccuracy, trainAccuracy, loss, seconds }: Result,
  label: string | undefined,
): string => {
  const reached =
    testAccuracy === undefined
      ? `training accuracy ${showShare(trainAccuracy)}, loss ${showLoss(loss)}`
      : `test accuracy ${showShare(testAccuracy)}`;
  return `${label === undefined ? "" : `${label}: `}${reached} after ${seconds.toFixed(1)} s`;
};

/** What several runs came to: a line for each, and the mean. */
export const showSummary = ({ runs, mean, deviation }: Summary): string => {
  const widest = Math.max(...runs.map(({ label }) => label.length));
  const lines = runs.map(({ label, result: { testAccuracy, trainAccuracy, loss } }) =>
    present([
      label.padEnd(widest),
      `loss ${showLoss(loss)}`,
      `training ${showShare(trainAccuracy)}`,
      testAccuracy !== undefined && `test ${showShare(testAccuracy)}`,
    ]).join("   "),
  );
  const spread = deviation === undefined ? "" : ` ± ${showShare(deviation)}`;
  return [...lines, ...(mean === undefined ? [] : [`mean test accuracy ${showShare(mean)}${spread}`])].join("\n");
};

/** The result alone, in a line. */
export const plainResult = (write: Write, colors: Colors): Reporter => {
  let label: string | undefined;
  return {
    ...silent,
    begin: (plan) => {
      label = plan.label;
    },
    end: (result) => write(`${colors.bold(showResult(result, label))}\n`),
    summary: (summary) => write(`\n${colors.bold(showSummary(summary))}\n`),
  };
};

/** Plain lines for people: what is about to be done, a line an epoch, and the result. */
export const plainLines = (write: Write, colors: Colors): Reporter => {
  const result = plainResult(write, colors);
  return {
    ...result,
    begin: (plan) => {
      result.begin(plan);
      if (plan.label !== undefined) write(`${colors.bold(plan.label)}\n`);
      write(`${colors.dim(showPlan(plan))}\n`);
    },
    epoch: (record, epochs) => write(`${showEpoch(record, epochs)}\n`),
    notice: (text) => write(`${colors.dim(text)}\n`),
    end: (outcome) => {
      if (outcome.stopped !== undefined) write(`stopped after epoch ${outcome.epochs}: ${outcome.stopped}\n`);
      result.end(outcome);
    },
  };
};
