import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { jsonLines, jsonResult, type Write } from "../../../packages/mnist/src/cli/report.js";
import type { Reporter, Result } from "../../../packages/mnist/src/run/reporter.js";
import type { EpochRecord } from "../../../packages/mnist/src/training/record.js";
import { onImages } from "./runs.js";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const seconds = fc.double({ min: 0, max: 1e6, noNaN: true });

const records: fc.Arbitrary<EpochRecord> = fc.record(
  {
    epoch: fc.integer({ min: 1 }),
    loss: fc.double({ min: 0, noDefaultInfinity: true, noNaN: true }),
    trainAccuracy: share,
    validationAccuracy: share,
    testAccuracy: share,
    seconds,
  },
  { requiredKeys: ["epoch", "loss", "trainAccuracy", "seconds"] },
);

const result: Result = { trainAccuracy: 0.99, loss: 0.05, seconds: 63.5, epochs: 20, stopped: "the test error rose" };

const told = (reporterOf: (write: Write) => Reporter, tell: (reporter: Reporter) => void): string => {
  const written: string[] = [];
  tell(reporterOf((text) => written.push(text)));
  return written.join("");
};

/** A run with all that can be told. */
const run = (reporter: Reporter): void => {
  reporter.begin(onImages);
  reporter.progress({ epoch: 1, epochs: 1, done: 1, total: 2, loss: 0.5 });
  // The order of the fields is not that of the record.
  reporter.epoch(
    { seconds: 1.5, testAccuracy: 0.7, validationAccuracy: 0.8, trainAccuracy: 0.9, loss: 0.5, epoch: 1 },
    1,
  );
  reporter.notice("report runs/x/report.html");
  reporter.end({ ...result, testAccuracy: 0.98 });
  reporter.close();
};

describe("JSON lines", () => {
  test("are one for each epoch, and a last one with the test accuracy", () => {
    expect(told(jsonLines, run)).toBe(
      '{"epoch":1,"loss":0.5,"trainAccuracy":0.9,"validationAccuracy":0.8,"testAccuracy":0.7,"seconds":1.5}\n' +
        '{"testAccuracy":0.98,"seconds":63.5}\n',
    );
  });

  test.prop([records])("are the record of the epoch, with what was measured", (record) => {
    const line = told(jsonLines, (reporter) => reporter.epoch(record, 10));
    expect(line.indexOf("\n")).toBe(line.length - 1);
    // JSON has one zero.
    expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(record)));
  });
});

describe("of several runs", () => {
  const several = (reporter: Reporter): void => {
    reporter.begin({ ...onImages, label: "seed 2" });
    reporter.epoch({ epoch: 1, loss: 0.5, trainAccuracy: 0.9, seconds: 1.5 }, 1);
    reporter.end({ ...result, testAccuracy: 0.98 });
    reporter.summary({ runs: [{ label: "seed 2", result }], mean: 0.75, deviation: 0.25 });
    reporter.summary({ runs: [], mean: undefined, deviation: undefined });
  };
  const results =
    '{"label":"seed 2","testAccuracy":0.98,"seconds":63.5}\n' +
    '{"runs":1,"meanTestAccuracy":0.75,"deviation":0.25}\n' +
    '{"runs":0}\n';

  test("each line says of which, and the last what they came to", () => {
    const epoch = '{"label":"seed 2","epoch":1,"loss":0.5,"trainAccuracy":0.9,"seconds":1.5}\n';
    expect(told(jsonLines, several)).toBe(epoch + results);
    expect(told(jsonResult, several)).toBe(results);
  });
});

describe("a JSON result", () => {
  test("is one line, without a word of the way to it", () => {
    expect(told(jsonResult, run)).toBe('{"testAccuracy":0.98,"seconds":63.5}\n');
  });

  test("has the training accuracy and the loss where there is no test set", () => {
    expect(told(jsonResult, (reporter) => reporter.end(result))).toBe(
      '{"trainAccuracy":0.99,"loss":0.05,"seconds":63.5}\n',
    );
  });
});
