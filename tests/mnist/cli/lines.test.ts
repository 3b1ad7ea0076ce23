import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  plainLines,
  plainResult,
  showEpoch,
  showLoss,
  showPlan,
  showResult,
  showSummary,
} from "../../../packages/mnist/src/cli/lines.js";
import type { Reporter, Result } from "../../../packages/mnist/src/run/reporter.js";
import type { EpochRecord } from "../../../packages/mnist/src/training/record.js";
import { painted, plain } from "./colors.js";
import { onImages, onPoints } from "./runs.js";

const record: EpochRecord = { epoch: 3, loss: 0.0812, trainAccuracy: 0.98, seconds: 6.04 };
const result: Result = { trainAccuracy: 0.99, loss: 0.0512, seconds: 63.12, epochs: 20, stopped: undefined };

describe("a plan", () => {
  test("of a run on images", () => {
    expect(showPlan(onImages)).toMatchInlineSnapshot(`
      "MNIST: 55 000 training, 5 000 validation and 10 000 test images of 28 × 28
      network 784-512-10, relu, softmax-cross-entropy
      adam at 0.001 (cosine), batches of 64, seed 1, 10 epochs"
    `);
  });

  test("of a run on points, all of them in each step", () => {
    expect(showPlan(onPoints)).toMatchInlineSnapshot(`
      "two moons: 60 points of 2 features
      network 2-50-2, tanh, binary-cross-entropy
      sgd at 0.1 (constant), all samples a step, seed 1, 30 000 epochs"
    `);
  });

  test("names the sets that there are", () => {
    const [data] = showPlan({ ...onImages, data: { ...onImages.data, validation: 0 } }).split("\n");
    expect(data).toBe("MNIST: 55 000 training and 10 000 test images of 28 × 28");
  });

  test("tells what is done against learning by heart, and without biases", () => {
    const recipe = { ...onImages.recipe, bias: "none", dropout: 0.2, l2: 1e-4, augment: true, epochs: 1 } as const;
    expect(
      showPlan({ ...onImages, recipe })
        .split("\n")
        .slice(1),
    ).toEqual([
      "network 784-512-10, relu, no biases, dropout 0.2, softmax-cross-entropy, L2 0.0001",
      "adam at 0.001 (cosine), batches of 64, augmented, seed 1, 1 epoch",
    ]);
  });

  test("has no activation where there are no hidden layers", () => {
    const recipe = { ...onImages.recipe, hidden: [] };
    expect(showPlan({ ...onImages, recipe, network: "784-10" })).toContain("network 784-10, softmax-cross-entropy\n");
  });

  it.each([
    [{ rule: "test-error-rises" } as const, "10 epochs, or until the test error rises"],
    [{ rule: "patience", epochs: 5 } as const, "10 epochs, or until 5 epochs bring nothing better"],
  ])("tells when the run may stop early", (stopping, end) => {
    expect(showPlan({ ...onImages, recipe: { ...onImages.recipe, stopping } })).toContain(`seed 1, ${end}`);
  });

  it.each([
    [0, "resumed at epoch 1 of 10"],
    [2, "resumed at epoch 3 of 10"],
    [10, "resumed after the last of 10 epochs"],
  ])("tells that a run goes on after epoch %i", (resumedAt, line) => {
    expect(
      showPlan({ ...onImages, resumedAt })
        .split("\n")
        .at(-1),
    ).toBe(line);
  });
});

describe("an epoch", () => {
  it.each<[string, Partial<EpochRecord>]>([
    ["epoch  3/10   loss 0.0812   training 0.9800   6.0 s", {}],
    ["epoch  3/10   loss 0.0812   training 0.9800   validation 0.9700   6.0 s", { validationAccuracy: 0.97 }],
    ["epoch  3/10   loss 0.0812   training 0.9800   test 0.0000   6.0 s", { testAccuracy: 0 }],
  ])("%s", (line, measured) => {
    expect(showEpoch({ ...record, ...measured }, 10)).toBe(line);
  });
});

describe("a loss", () => {
  it.each([
    [0, "0.0000"],
    [0.298371109, "0.2984"],
    [12.5, "12.5000"],
    [0.000035085, "3.51e-5"],
  ])("%d", (loss, text) => {
    expect(showLoss(loss)).toBe(text);
  });

  test.prop([fc.double({ min: Number.MIN_VALUE, max: 1e6, noNaN: true })])(
    "is shown to within a twentieth, however small",
    (loss) => {
      expect(Math.abs(Number(showLoss(loss)) - loss)).toBeLessThanOrEqual(loss / 20);
    },
  );
});

describe("a result", () => {
  test("is the test accuracy, or what there is without a test set", () => {
    expect(showResult({ ...result, testAccuracy: 0.9812 }, undefined)).toBe("test accuracy 0.9812 after 63.1 s");
    expect(showResult(result, undefined)).toBe("training accuracy 0.9900, loss 0.0512 after 63.1 s");
  });

  test("of one of several runs says which it is of", () => {
    expect(showResult(result, "seed 3")).toMatch(/^seed 3: training accuracy/);
  });
});

describe("what several runs came to", () => {
  const runs = [
    { label: "seed 9", result: { ...result, testAccuracy: 0.98 } },
    { label: "seed 10", result },
  ];
  const lines = ["seed 9    loss 0.0512   training 0.9900   test 0.9800", "seed 10   loss 0.0512   training 0.9900"];

  test("is a line for each, and their mean where they have one", () => {
    expect(showSummary({ runs, mean: undefined, deviation: undefined })).toBe(lines.join("\n"));
    expect(showSummary({ runs, mean: 0.975, deviation: 0.0071 })).toBe(
      [...lines, "mean test accuracy 0.9750 ± 0.0071"].join("\n"),
    );
  });
});

/** A whole run. */
const tell = (reporter: Reporter, label: string | undefined): void => {
  reporter.begin({ ...onPoints, label });
  reporter.progress({ epoch: 3, epochs: 10, done: 30, total: 60, loss: 0.1 });
  reporter.epoch(record, 10);
  reporter.notice("report runs/moons/report.html");
  reporter.end({ ...result, stopped: "the test error rose" });
  reporter.close();
};

describe("plain lines", () => {
  test("of a run that stopped early", () => {
    const written: string[] = [];
    tell(
      plainLines((text) => written.push(text), plain),
      "hidden 50",
    );
    expect(written.join("")).toMatchInlineSnapshot(`
      "hidden 50
      two moons: 60 points of 2 features
      network 2-50-2, tanh, binary-cross-entropy
      sgd at 0.1 (constant), all samples a step, seed 1, 30 000 epochs
      epoch  3/10   loss 0.0812   training 0.9800   6.0 s
      report runs/moons/report.html
      stopped after epoch 20: the test error rose
      hidden 50: training accuracy 0.9900, loss 0.0512 after 63.1 s
      "
    `);
  });

  test("that are painted end within their line", () => {
    const written: string[] = [];
    tell(
      plainLines((text) => written.push(text), painted),
      undefined,
    );
    expect(written[0]).toBe(`${painted.dim(showPlan(onPoints))}\n`);
    expect(written.at(-1)).toBe(`${painted.bold(showResult(result, undefined))}\n`);
  });
});

describe("a plain result", () => {
  it.each([
    [undefined, "training accuracy 0.9900, loss 0.0512 after 63.1 s\n"],
    ["seed 3", "seed 3: training accuracy 0.9900, loss 0.0512 after 63.1 s\n"],
  ])("of a run labelled %s is a line and nothing else", (label, line) => {
    const written: string[] = [];
    tell(
      plainResult((text) => written.push(text), plain),
      label,
    );
    expect(written).toEqual([line]);
  });
});
