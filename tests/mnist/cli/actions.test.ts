import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyFolder, temporary, writeDigits } from "../folder.js";
import { drawings, rendered } from "../picture/drawn.js";
import { mnist } from "./program.js";

const { folder, remove } = emptyFolder();
const run = join(folder, "run");
const pictures = drawings.map((name) => join(folder, `${name}.png`));

/** A small network that has learnt from a twelfth of MNIST: what it was told when it was trained. */
let trained: ReturnType<typeof mnist>;

beforeAll(async () => {
  const small = ["--limit", "5000", "--epochs", "3", "--hidden", "128", "--no-report", "--json"];
  trained = mnist("train", ...small, "--out", run);
  await Promise.all(
    drawings.map((name, digit) =>
      rendered(name, 2)
        .png()
        .toFile(pictures[digit] ?? ""),
    ),
  );
}, 120_000);

afterAll(remove);

const objectsIn = <T>(text: string): readonly T[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("real data", () => {
  test("three epochs on 5 000 samples are far better than chance", () => {
    expect({ status: trained.status, stderr: trained.stderr }).toEqual({ status: 0, stderr: "" });
    const last = objectsIn<{ readonly testAccuracy: number }>(trained.stdout).at(-1);
    expect(last?.testAccuracy).toBeGreaterThan(0.85);
  });
});

describe("predict", () => {
  test("reads drawn digits that are not from MNIST", () => {
    const { status, stdout, stderr } = mnist("predict", "--run", run, "--json", ...pictures);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const read = objectsIn<{ readonly picture: string; readonly predicted: number; readonly confidence: number }>(
      stdout,
    );
    expect(read.map(({ picture }) => picture)).toEqual(pictures);
    expect(read.every(({ confidence }) => confidence > 0.1 && confidence <= 1)).toBe(true);
    const right = read.filter(({ predicted }, digit) => predicted === digit);
    expect(right.length).toBeGreaterThanOrEqual(8);
  });

  test("shows a picture as the network sees it, and what else it may be", () => {
    const [picture = ""] = pictures.slice(1);
    const { status, stdout } = mnist("predict", "--run", run, "--show", picture);
    expect(status).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(29);
    expect(lines.slice(0, -1).join("")).toMatch(/^[ ░▒▓█]*█[ ░▒▓█]*$/);
    expect(lines.at(-1)).toMatch(/^\S*one\.png: \d \(\d+\.\d %\), \d \(\d+\.\d %\), \d \(\d+\.\d %\)$/);
  });

  test("reads what it can, and tells of the rest", () => {
    const [broken, absent] = [join(folder, "broken.png"), join(folder, "absent.png")];
    writeFileSync(broken, "no picture");
    const { status, stdout, stderr } = mnist("predict", "--run", run, broken, pictures[1] ?? "", absent);
    expect(status).toBe(3);
    expect(stdout.trimEnd().split("\n")).toEqual([expect.stringContaining("one.png: ")]);
    expect(stderr.split("\n")).toEqual([
      expect.stringMatching(/^mnist: .*broken\.png/),
      expect.stringMatching(/^mnist: .*absent\.png/),
      "",
    ]);
  });
});

describe("evaluate", () => {
  interface Evaluation {
    readonly name: string;
    readonly set: string;
    readonly accuracy: number;
    readonly confusion: readonly (readonly number[])[];
  }

  test("measures on the test set what training ended with", () => {
    const { status, stdout } = mnist("evaluate", run, "--json");
    expect(status).toBe(0);
    const [{ name, set, accuracy, confusion } = { name: "", set: "", accuracy: 0, confusion: [] }] =
      objectsIn<Evaluation>(stdout);
    expect({ name, set, accuracy }).toEqual({
      name: "MNIST",
      set: "test",
      accuracy: objectsIn<{ readonly testAccuracy: number }>(trained.stdout).at(-1)?.testAccuracy,
    });
    expect(confusion.flat().reduce((sum, count) => sum + count)).toBe(10_000);
    const right = confusion.reduce((sum, row, digit) => sum + (row[digit] ?? 0), 0);
    expect(right / 10_000).toBe(accuracy);
  });

  test("says in which form data are that do not fit", () => {
    const other = temporary();
    writeDigits(other);
    expect(mnist("evaluate", run, "--data", other)).toMatchObject({
      status: 3,
      stdout: "",
      stderr: "mnist: here: examples of 10 features; the network takes 784\n",
    });
  });
});

describe("inspect", () => {
  test("shows layers, shapes, statistics, and how they came about", () => {
    const { status, stdout } = mnist("inspect", run);
    expect(status).toBe(0);
    expect(stdout).toContain(`main.js train --limit 5000 --epochs 3 --hidden 128 --no-report --json --out ${run}\n`);
    expect(stdout).toContain("a plain network on MNIST: 784-128-10 on MNIST\n");
    expect(stdout).toContain("  epoch 3 of 3, saved 2");
    expect(stdout).toContain("101 770 parameters\n");
    const tensors = stdout.match(/parameters\[\d\]\.\w+ +f32\[[\d, ]+\] +mean /g) ?? [];
    expect(tensors.map((line) => line.split(/ {2,}/).slice(0, 2).join(" "))).toEqual([
      "parameters[0].weights f32[784, 128]",
      "parameters[0].bias f32[128]",
      "parameters[1].weights f32[128, 10]",
      "parameters[1].bias f32[10]",
    ]);
  });

  test("says where there is no network", () => {
    const absent = temporary();
    expect(mnist("inspect", absent)).toMatchObject({
      status: 3,
      stderr: `mnist: ${absent}: there is no trained network here: train one with mnist train, or name the folder of a run\n`,
    });
    expect(existsSync(absent)).toBe(false);
  });
});
