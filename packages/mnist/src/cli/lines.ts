import type pc from "picocolors";
import { CLASSES } from "../recipe/network.js";
import type { EpochRecord, Plan, Reporter, Result, Write } from "./report.js";

type Colors = ReturnType<typeof pc.createColors>;

const showShare = (share: number): string => share.toFixed(4);

const grouped = (count: number): string => count.toLocaleString("en-GB").replaceAll(",", " ");

/** What a run is about to do, in two lines. */
export const showPlan = ({ recipe, rows, columns, ...sets }: Plan): string => {
  const { hidden, activation, loss, optimiser, learningRate, schedule, batch, epochs, seed } = recipe;
  const sizes = [rows * columns, ...hidden, CLASSES].join("-");
  return [
    `${grouped(sets.train)} training, ${grouped(sets.validation)} validation and ${grouped(sets.test)} test images of ${rows} × ${columns}`,
    `network ${sizes}${hidden.length === 0 ? "" : ` ${activation}`}, ${loss}, ${optimiser} at ${learningRate} (${schedule}), ` +
      `batches of ${batch}, ${epochs} ${epochs === 1 ? "epoch" : "epochs"}, seed ${seed}`,
  ].join("\n");
};

/** One epoch, in a line. */
export const showEpoch = (record: EpochRecord, epochs: number): string =>
  [
    `epoch ${String(record.epoch).padStart(String(epochs).length)}/${epochs}`,
    `loss ${record.loss.toFixed(4)}`,
    `training ${showShare(record.trainAccuracy)}`,
    `validation ${showShare(record.validationAccuracy)}`,
    `${record.seconds.toFixed(1)} s`,
  ].join("   ");

/** The end of a run, in a line. */
export const showResult = ({ testAccuracy, seconds }: Result): string =>
  `test accuracy ${showShare(testAccuracy)} after ${seconds.toFixed(1)} s`;

/** Plain lines for people: what is about to be done, a line an epoch, and the test accuracy. */
export const plainLines = (write: Write, colors: Colors): Reporter => ({
  begin: (plan) => write(`${colors.dim(showPlan(plan))}\n`),
  progress: () => {},
  epoch: (record, epochs) => write(`${showEpoch(record, epochs)}\n`),
  end: (result) => write(`${colors.bold(showResult(result))}\n`),
  close: () => {},
});
