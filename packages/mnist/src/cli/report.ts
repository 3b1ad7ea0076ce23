import { type Reporter, silent } from "../run/reporter.js";
import type { EpochRecord } from "../training/record.js";

/** Where text goes. */
export type Write = (text: string) => void;

/**
 * One JSON object: the test accuracy; the training accuracy and the loss where there is no test set. Of several runs each has its label,
 * and a last object has the mean of the test accuracies and the standard deviation of one of them.
 */
export const jsonResult = (write: Write): Reporter => {
  let label: string | undefined;
  const print = (object: object): void => write(`${JSON.stringify(object)}\n`);
  return {
    ...silent,
    begin: (plan) => {
      label = plan.label;
    },
    end: ({ testAccuracy, trainAccuracy, loss, seconds }) =>
      print({
        ...(label && { label }),
        ...(testAccuracy === undefined ? { trainAccuracy, loss } : { testAccuracy }),
        seconds,
      }),
    summary: ({ runs, mean, deviation }) =>
      print({ runs: runs.length, meanTestAccuracy: mean ?? null, deviation: deviation ?? null }),
  };
};

const recordFields = [
  "epoch",
  "loss",
  "trainAccuracy",
  "validationAccuracy",
  "testAccuracy",
  "seconds",
] as const satisfies readonly (keyof EpochRecord)[];

/**
 * One JSON object a line: one for each epoch that is measured, and a last one with the test accuracy, or with the training accuracy
 * and the loss where there is no test set.
 *
 * @example
 * import { jsonLines } from "@chainrule/mnist";
 * const lines: string[] = [];
 * const reporter = jsonLines((text) => lines.push(text));
 * reporter.epoch({ epoch: 1, loss: 0.25, trainAccuracy: 0.95, seconds: 1.5 }, 1);
 * reporter.end({ testAccuracy: 0.97, trainAccuracy: 0.95, loss: 0.25, seconds: 1.5, epochs: 1, stopped: undefined });
 * assert.deepEqual(lines, [
 *   '{"epoch":1,"loss":0.25,"trainAccuracy":0.95,"seconds":1.5}\n',
 *   '{"testAccuracy":0.97,"seconds":1.5}\n',
 * ]);
 */
export const jsonLines = (write: Write): Reporter => ({
  ...jsonResult(write),
  epoch: (record) => write(`${JSON.stringify(record, [...recordFields])}\n`),
});
