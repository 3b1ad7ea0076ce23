import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyFolder, temporary, writeDigits } from "../folder.js";
import { hashIn } from "../run/experiments.js";
import { mnist, mnistUntilItPrints, program } from "./program.js";

const { folder: digits, remove } = emptyFolder();

beforeAll(() => writeDigits(digits));
afterAll(remove);

/** A run of three epochs. */
const quick = (...args: readonly string[]): readonly string[] => {
  const small = ["--data", digits, "--hidden", "8", "--batch", "10", "--epochs", "3", "--no-report"];
  return ["train", ...small, "--out", temporary(), ...args];
};

const linesOf = (text: string): readonly string[] => text.trimEnd().split("\n");

/** What `--json` may print. */
interface Printed {
  readonly label?: string;
  readonly testAccuracy?: number;
  readonly runs?: number;
  readonly meanTestAccuracy?: number;
}

const objectsOf = (text: string): readonly Printed[] => linesOf(text).map((line) => JSON.parse(line));

const keysOf = (text: string): readonly (readonly string[])[] => objectsOf(text).map((object) => Object.keys(object));

describe("the program", () => {
  test("prints a line an epoch and the test accuracy", () => {
    const { status, stdout, stderr } = mnist(...quick());
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const lines = linesOf(stdout);
    expect(lines[0]).toMatch(/: 110 training, 10 validation and 30 test images of 2 × 5$/);
    expect(lines.slice(3, 6).map((line) => line.slice(0, 9))).toEqual(["epoch 1/3", "epoch 2/3", "epoch 3/3"]);
    expect(lines.at(-1)).toMatch(/^test accuracy \d\.\d{4} after \d+\.\d s$/);
    expect(lines).toHaveLength(7);
  });

  test("--json prints one object an epoch, and a last one with the test accuracy", () => {
    const { status, stdout } = mnist(...quick("--json"));
    expect(status).toBe(0);
    expect(keysOf(stdout)).toEqual([
      ...Array.from({ length: 3 }, () => ["epoch", "loss", "trainAccuracy", "validationAccuracy", "seconds"]),
      ["testAccuracy", "seconds"],
    ]);
    expect(
      objectsOf(stdout)
        .flatMap((object) => Object.values(object))
        .every(Number.isFinite),
    ).toBe(true);
  });

  test("--quiet prints the result alone, of several runs each and the mean", () => {
    const { status, stdout } = mnist(...quick("--quiet", "--json", "--seeds", "1-2"));
    expect(status).toBe(0);
    const [first, second, summary] = objectsOf(stdout);
    expect(keysOf(stdout)).toEqual([
      ["label", "testAccuracy", "seconds"],
      ["label", "testAccuracy", "seconds"],
      ["runs", "meanTestAccuracy", "deviation"],
    ]);
    expect([first?.label, second?.label, summary?.runs]).toEqual(["seed 1", "seed 2", 2]);
    const mean = ((first?.testAccuracy ?? Number.NaN) + (second?.testAccuracy ?? Number.NaN)) / 2;
    expect(summary?.meanTestAccuracy).toBeCloseTo(mean, 12);
  });

  test("wrong usage exits with 2", () => {
    const { status, stdout, stderr } = mnist("train", "--batch", "many");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("--help");
  });

  test("help exits with 0 and tells the exit codes", () => {
    const { status, stdout } = mnist("train", "--help");
    expect(status).toBe(0);
    expect(stdout).toContain(
      "Exit codes: 0 done, 2 wrong usage, 3 data or checkpoint missing or damaged, 4 training diverged",
    );
  });

  test("missing data exits with 3 and names the folder", () => {
    const { status, stderr } = mnist(...quick("--data", join(digits, "absent")));
    expect(status).toBe(3);
    expect(stderr).toContain(join(digits, "absent"));
  });

  test("training that diverges exits with 4 and names the operation", () => {
    const { status, stderr } = mnist(...quick("--optimiser", "sgd", "--learning-rate", "1e38"));
    expect(status).toBe(4);
    expect(stderr).toMatch(/^mnist: training diverged in epoch 1: \w+.*, gave -?(Infinity|NaN) at /);
  });

  test("whoever reads may stop reading", async () => {
    const { code, stderr } = await mnistUntilItPrints(quick("--epochs", "500"), ({ stdout }) => stdout?.destroy());
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});

describe("a signal", () => {
  const EPOCHS = 60;
  const many = join(digits, "many");

  beforeAll(() => writeDigits(many, { train: 6000 }));

  /** Interrupts a run that is not saved on the way, so that it goes on from where the signal came. */
  const interruptedBy = async (signal: "SIGINT" | "SIGTERM") => {
    const out = temporary();
    const args = quick("--data", many, "--out", out, "--epochs", `${EPOCHS}`, "--checkpoint-every", "1000", "--json");
    return { out, ended: await mnistUntilItPrints(args, (child) => child.kill(signal)) };
  };

  test("SIGINT exits with 130, SIGTERM with 143, and the run goes on to the same end", async () => {
    const [interrupted, terminated] = await Promise.all([interruptedBy("SIGINT"), interruptedBy("SIGTERM")]);
    expect([interrupted.ended.code, terminated.ended.code]).toEqual([130, 143]);
    const hashes = [interrupted, terminated].map(async ({ out, ended }) => {
      const epochs = linesOf(ended.stdout).length;
      expect(ended.stderr).toBe(
        `mnist: interrupted in epoch ${epochs + 1}; go on with: node ${relative(process.cwd(), program)} train --resume ${out}\n`,
      );
      const rest = mnist("train", "--resume", out, "--no-report", "--json");
      expect(rest.status).toBe(0);
      expect(linesOf(rest.stdout)).toHaveLength(EPOCHS - epochs + 1);
      return hashIn(out);
    });
    expect(await hashes[1]).toBe(await hashes[0]);
  });
});

test("what is in a folder stays as it is: no run is begun over another, none goes on from a damaged checkpoint", () => {
  const out = temporary();
  mkdirSync(out);
  const file = join(out, "checkpoint.safetensors");
  writeFileSync(file, "damaged");
  expect(mnist(...quick("--out", out))).toEqual({
    status: 2,
    stdout: "",
    stderr: `mnist: ${out} holds a run or a report already: go on with it by --resume, or choose another --out\n`,
  });
  const { status, stdout, stderr } = mnist("train", "--resume", out);
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  expect(stderr).toMatch(/^mnist: \S*checkpoint\.safetensors: /);
  expect(readFileSync(file, "utf8")).toBe("damaged");
});
