import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeImages, encodeLabels, type Samples } from "@chainrule/mnist";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digits } from "../training/digits.js";

const program = fileURLToPath(new URL("../../../packages/mnist/dist/main.js", import.meta.url));

/** Runs the built program to its end. */
const mnist = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, stdout, stderr };
};

let folder = "";

const write = (prefix: string, { images, labels }: Samples): void => {
  writeFileSync(join(folder, `${prefix}-images-idx3-ubyte`), encodeImages(images));
  writeFileSync(join(folder, `${prefix}-labels-idx1-ubyte`), encodeLabels(labels));
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mnist-"));
  write("train", digits(120));
  write("t10k", digits(30));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const quick = (): readonly string[] => ["train", "--data", folder, "--hidden", "8", "--batch", "10", "--epochs", "3"];

describe("the program", () => {
  test("prints a line an epoch and the test accuracy", () => {
    const { status, stdout, stderr } = mnist(...quick());
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toBe("110 training, 10 validation and 30 test images of 2 × 5");
    expect(lines.slice(2, 5).map((line) => line.slice(0, 9))).toEqual(["epoch 1/3", "epoch 2/3", "epoch 3/3"]);
    expect(lines.at(-1)).toMatch(/^test accuracy \d\.\d{4} after \d+\.\d s$/);
  });

  test("--json prints one object an epoch, and a last one with the test accuracy", () => {
    const { status, stdout } = mnist(...quick(), "--json");
    const records: readonly Record<string, number>[] = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(status).toBe(0);
    expect(records.map((record) => Object.keys(record))).toEqual([
      ...Array.from({ length: 3 }, () => ["epoch", "loss", "trainAccuracy", "validationAccuracy", "seconds"]),
      ["testAccuracy", "seconds"],
    ]);
    expect(records.flatMap((record) => Object.values(record)).every(Number.isFinite)).toBe(true);
  });

  test("real data: an epoch on 2 000 samples is far better than chance", () => {
    const { status, stdout } = mnist("train", "--limit", "2000", "--epochs", "1", "--json");
    const last: { readonly testAccuracy: number } = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "{}");
    expect(status).toBe(0);
    expect(last.testAccuracy).toBeGreaterThan(0.7);
  });

  test("wrong usage exits with 2", () => {
    const { status, stdout, stderr } = mnist("train", "--batch", "many");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("--help");
  });

  test("help exits with 0 and tells the exit codes", () => {
    const { status, stdout } = mnist("train", "--help");
    expect(status).toBe(0);
    expect(stdout).toContain("Exit codes: 0 done, 2 wrong usage, 3 data missing or damaged, 4 training diverged");
  });

  test("missing data exits with 3 and names the folder", () => {
    const { status, stderr } = mnist("train", "--data", join(folder, "absent"));
    expect(status).toBe(3);
    expect(stderr).toContain(join(folder, "absent"));
  });

  test("training that diverges exits with 4 and names the operation", () => {
    const { status, stderr } = mnist(...quick(), "--optimiser", "sgd", "--learning-rate", "1e38");
    expect(status).toBe(4);
    expect(stderr).toMatch(/^mnist: training diverged in epoch 1: \w+.*, gave -?(Infinity|NaN) at /);
  });
});
