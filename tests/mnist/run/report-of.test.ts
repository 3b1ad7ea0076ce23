import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { toText } from "@chainrule/formula";
import * as E from "fp-ts/lib/Either.js";
import { beforeAll, describe, expect, test } from "vitest";
import { parametersHash } from "../../../packages/mnist/src/checkpoint/tree.js";
import type { DataSet } from "../../../packages/mnist/src/data/data-set.js";
import { loadData } from "../../../packages/mnist/src/data/source.js";
import type { RunReport } from "../../../packages/mnist/src/report/run-report.js";
import type { Finished } from "../../../packages/mnist/src/run/finished.js";
import { commandOf, reportOf } from "../../../packages/mnist/src/run/report-of.js";
import type { Experiment } from "../../../packages/mnist/src/run/request.js";
import { emptyFolder, writeDigits } from "../folder.js";
import { begun, experimentOf, finishedIn, moons } from "./experiments.js";

test("a command is written such that a shell reads it as it was", () => {
  const args = ["mnist", "train", "--data", "a b", "it's", "", "$HOME `id`", '"', "\\n", "*", "--scale=-1,2", "é"];
  const command = commandOf(args);
  expect(command.startsWith("mnist train --data 'a b' ")).toBe(true);
  const read = execFileSync("sh", ["-c", `mnist() { printf '%s\\0' "$@"; }; ${command}`], { encoding: "utf8" });
  expect(read.split("\0").slice(0, -1)).toEqual(args.slice(1));
});

/** A run, the data that it learnt from, and what is reported of it. */
interface Reported {
  readonly finished: Finished;
  readonly data: DataSet;
  readonly report: RunReport;
}

const reported = async (experiment: Experiment): Promise<Reported> => {
  const { folder, remove } = emptyFolder();
  const [finished] = finishedIn(await begun(experiment, folder));
  const data = await loadData(experiment.source)();
  remove();
  if (finished === undefined || E.isLeft(data)) throw new Error("there is no run");
  return { finished, data: data.right, report: reportOf(finished, data.right, "a title") };
};

const factsOf = (report: RunReport): Readonly<Record<string, string>> =>
  Object.fromEntries([...report.facts, ...report.results]);

describe("of a run on points in the plane", () => {
  let run: Reported;
  beforeAll(async () => {
    run = await reported(experimentOf({}, { source: { ...moons, count: 300 } }));
  });

  test("it is told what was done, and what it came to", () => {
    const { report, finished } = run;
    const { trainAccuracy, testAccuracy = Number.NaN } = finished.result;
    expect(report).toMatchObject({ title: "a title", command: "train" });
    expect(factsOf(report)).toMatchObject({
      data: "two moons: 270 training, 30 validation, 1000 test examples",
      network: "2-6-2",
      "learning rate": "0.01",
      targets: "0, 1",
      stopping: "never",
      backend: "wasm",
      "parameters, SHA-256": parametersHash(finished.state.network.parameters),
      "training accuracy": `${(100 * trainAccuracy).toFixed(2)} %`,
      "test accuracy": `${(100 * testAccuracy).toFixed(2)} %`,
      epochs: "3",
    });
    expect(report.history).toEqual(finished.state.history.toArray());
  });

  test("each test point is counted once, and there are regions around the training points", () => {
    const { report, finished } = run;
    const { confusion = [] } = report;
    const right = confusion.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
    expect(confusion.flat().reduce((sum, count) => sum + count)).toBe(1000);
    expect(right / 1000).toBe(finished.result.testAccuracy);
    expect(report.regions?.points).toHaveLength(270);
    expect({ mistakes: report.mistakes, weights: report.weights }).toEqual({ mistakes: [], weights: undefined });
  });

  test("its gradients are derived for its network and its batches", () => {
    const text = toText(run.report.derivation);
    expect(text).toContain("∂E/∂W²");
    expect(text).toContain("where m = 16");
  });
});

describe("of a run on images", () => {
  test("there are the mistakes on test images, and the weights of the first layer", async () => {
    const { folder, remove } = emptyFolder();
    const directory = join(folder, "digits");
    writeDigits(directory);
    const source = { kind: "files", directory } as const;
    const { report, data, finished } = await reported(experimentOf({ epochs: 1, batch: "all" }, { source }));
    remove();
    const wrong = 30 * (1 - (finished.result.testAccuracy ?? 1));
    expect(wrong).toBeGreaterThan(1);
    expect(report.mistakes).toHaveLength(Math.round(wrong));
    const labels = data.test?.labels.toArray();
    expect(
      report.mistakes.every(({ label, predicted, index }) => labels?.[index] === label && predicted !== label),
    ).toBe(true);
    expect(report.weights?.image).toEqual([2, 5]);
    expect(report.weights?.values.shape).toEqual([10, 6]);
    expect(report.regions).toBeUndefined();
    expect(factsOf(report)).toMatchObject({ data: "digits: 108 training, 12 validation, 30 test examples" });
  });
});
