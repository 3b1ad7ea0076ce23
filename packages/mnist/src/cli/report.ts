import { type Reporter, silent } from "../run/reporter.js";
import type { EpochRecord } from "../training/record.js";

/** Where text goes. */
export type Write = (text: string) => void;

/** The results of `jsonLines` alone. */
export const jsonResult = (write: Write): Reporter => {
  const { begin, end, summary } = jsonLines(write);
  return { ...silent, begin, end, summary };
};

const recordFields = [
  "epoch",
  "loss",
  "trainAccuracy",
  "validationAccuracy",
  "testAccuracy",
  "seconds",
] as const satisfies readonly (keyof EpochRecord)[];

/** What there is of a record, in the order in which people read it. */
const inOrder = (record: EpochRecord): object =>
  Object.fromEntries(recordFields.flatMap((field) => (record[field] === undefined ? [] : [[field, record[field]]])));

/**
 * One JSON object a line: one for each epoch that is measured, and a last one with the test accuracy, or with the training accuracy
 * and the loss where there is no test set. Of several runs each line has the label, and one more the mean of the test accuracies and the
 * standard deviation of one of them, where all but the seed is the same.
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
export const jsonLines = (write: Write): Reporter => {
  let labelled: { readonly label?: string } = {};
  const print = (object: object): void => write(`${JSON.stringify({ ...labelled, ...object })}\n`);
  return {
    ...silent,
    begin: ({ label }) => {
      labelled = label === undefined ? {} : { label };
    },
    epoch: (record) => print(inOrder(record)),
    end: ({ testAccuracy, trainAccuracy, loss, seconds }) =>
      print({ ...(testAccuracy === undefined ? { trainAccuracy, loss } : { testAccuracy }), seconds }),
    summary: ({ runs, mean, deviation }) => {
      labelled = {};
      print({ runs: runs.length, ...(mean !== undefined && { meanTestAccuracy: mean, deviation }) });
    },
  };
};
