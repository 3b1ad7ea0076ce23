import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { full, type Tensor, tensor } from "@chainrule/core";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeImages, encodeLabels } from "../../../packages/mnist/src/data/encode.js";
import { loadMnist, type Mnist, packageDirectory } from "../../../packages/mnist/src/data/load.js";
import { showDataError } from "../../../packages/mnist/src/data/load-error.js";
import type { Samples } from "../../../packages/mnist/src/data/samples.js";

const u8 = { dtype: "u8" } as const;
const blank = (count: number, rows: number, columns: number): Uint8Array =>
  encodeImages(full([count, rows, columns], 0, u8));

const ADVICE =
  "give the folder of the four MNIST files, or of mnist_train.csv and mnist_test.csv, with --data (all may be compressed, .gz), or leave it out to use the npm package";

let folder = "";
const write = (name: string, bytes: Uint8Array): Promise<void> => writeFile(join(folder, name), bytes);
const fault = (directory = folder): Promise<string> =>
  pipe(
    loadMnist(directory),
    TE.match(showDataError, () => "no fault"),
  )();

const names = ["train-images", "train-labels", "t10k-images", "t10k-labels"].map(
  (stem) => `${stem}-${stem.endsWith("images") ? "idx3" : "idx1"}-ubyte`,
);

const compress = async (name: string): Promise<void> => {
  await write(`${name}.gz`, gzipSync(await readFile(join(folder, name))));
  await rm(join(folder, name));
};

const writeTable = (name: string, text: string): Promise<void> =>
  write(name, name.endsWith(".gz") ? gzipSync(text) : Buffer.from(text));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "chainrule-data-"));
  await write("train-images-idx3-ubyte", blank(2, 3, 2));
  await write("train-labels-idx1-ubyte", encodeLabels(tensor([5, 0], u8)));
  await write("t10k-images-idx3-ubyte", blank(1, 3, 2));
  await write("t10k-labels-idx1-ubyte", encodeLabels(tensor([7], u8)));
});

afterEach(() => rm(folder, { recursive: true }));

const summaryOf = ({ train, test }: Mnist) =>
  [train, test].map((set) => ({ shape: set.images.shape, labels: set.labels.toArray() }));

const small = E.right([
  { shape: [2, 3, 2], labels: [5, 0] },
  { shape: [1, 3, 2], labels: [7] },
]);

describe("a folder of four files", () => {
  it("is loaded", async () => {
    expect(E.map(summaryOf)(await loadMnist(folder)())).toEqual(small);
  });

  it("may have a dot in the names", async () => {
    await rename(join(folder, "train-images-idx3-ubyte"), join(folder, "train-images.idx3-ubyte"));
    await rename(join(folder, "t10k-labels-idx1-ubyte"), join(folder, "t10k-labels.idx1-ubyte"));
    expect(E.map(summaryOf)(await loadMnist(folder)())).toEqual(small);
  });

  it("is read each time the task runs", async () => {
    const testLabels = pipe(
      loadMnist(folder),
      TE.map(({ test }) => test.labels.toArray()),
    );
    expect(await testLabels()).toEqual(E.right([7]));
    await write("t10k-labels-idx1-ubyte", encodeLabels(tensor([3], u8)));
    expect(await testLabels()).toEqual(E.right([3]));
  });
});

describe("compressed files", () => {
  it.each(names)("%s may be one", async (name) => {
    await compress(name);
    expect(E.map(summaryOf)(await loadMnist(folder)())).toEqual(small);
  });

  it("may all be, with a dot in the names too", async () => {
    await Promise.all(names.map(compress));
    await rename(join(folder, "t10k-labels-idx1-ubyte.gz"), join(folder, "t10k-labels.idx1-ubyte.gz"));
    expect(E.map(summaryOf)(await loadMnist(folder)())).toEqual(small);
  });

  it("are not taken where there is a plain one", async () => {
    await Promise.all(names.map((name) => write(`${name}.gz`, Uint8Array.of(1, 2, 3))));
    expect(E.map(summaryOf)(await loadMnist(folder)())).toEqual(small);
  });

  it("are faulted where their contents are at fault, which is said to be there", async () => {
    const name = "t10k-labels-idx1-ubyte";
    await write(name, Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 12));
    await compress(name);
    expect(await fault()).toBe(
      `${join(folder, name)}.gz, decompressed: byte 8: label 0 is no digit: expected 0 to 9, found 12`,
    );
  });
});

describe("a folder of two tables", () => {
  const train = "label,p0,p1,p2,p3\n5,1,2,3,4\n0,0,0,0,0\n";
  const test = "7,1,2,3,4";
  const loaded = E.right([
    { shape: [2, 2, 2], labels: [5, 0] },
    { shape: [1, 2, 2], labels: [7] },
  ]);

  it.each([
    ["mnist_train.csv", "mnist_test.csv"],
    ["train.csv", "test.csv.gz"],
    ["mnist_train_100.csv.gz", "mnist_test_10.csv"],
  ])("%s and %s is loaded", async (trainName, testName) => {
    await Promise.all(names.map((name) => rm(join(folder, name))));
    await writeTable(trainName, train);
    await writeTable(testName, test);
    expect(E.map(summaryOf)(await loadMnist(folder)())).toEqual(loaded);
  });

  it("is loaded where the four files are not complete", async () => {
    await rm(join(folder, "t10k-labels-idx1-ubyte"));
    await writeTable("mnist_train.csv", train);
    await writeTable("mnist_test.csv", test);
    expect(E.map(summaryOf)(await loadMnist(folder)())).toEqual(loaded);
  });

  it("is not loaded where there are the four files", async () => {
    await writeTable("mnist_train.csv", train);
    await writeTable("mnist_test.csv", test);
    expect(E.map(summaryOf)(await loadMnist(folder)())).toEqual(small);
  });

  it("of which one is missing is faulted for that", async () => {
    await Promise.all(names.map((name) => rm(join(folder, name))));
    await writeTable("test.csv", test);
    expect(await fault()).toBe(`${folder}: not found: mnist_train.csv or train.csv or mnist_train_100.csv; ${ADVICE}`);
  });

  it("is faulted with line and column", async () => {
    await Promise.all(names.map((name) => rm(join(folder, name))));
    await writeTable("train.csv", train);
    await writeTable("test.csv.gz", "7,1,2,3,256");
    expect(await fault()).toBe(
      `${join(folder, "test.csv.gz")}: line 1, column 5: wrong pixel 3: expected a whole number from 0 to 255, found "256"`,
    );
  });
});

describe("a file that was cut off anywhere", () => {
  /** Every message for a file shortened to each of its lengths. */
  const faultsOf = async (name: string): Promise<readonly string[]> => {
    const path = join(folder, name);
    const whole = await readFile(path);
    const messages: string[] = [];
    for (const length of whole.keys()) {
      await write(name, whole.subarray(0, length));
      messages.push(await fault());
    }
    return messages;
  };

  it.each(names)("%s is faulted where it ends", async (name) => {
    for (const [length, message] of (await faultsOf(name)).entries())
      expect(message).toMatch(
        new RegExp(`^${join(folder, name)}: byte ${length}: the (header|data) ends early: expected \\d+ bytes`),
      );
  });

  it.each(names)("%s.gz is faulted where it ends", async (name) => {
    await compress(name);
    for (const [length, message] of (await faultsOf(`${name}.gz`)).entries())
      expect(message).toBe(
        `${join(folder, name)}.gz: the gzip stream is damaged after byte ${length} (unexpected end of file)`,
      );
  });
});

describe("what keeps data from being loaded", () => {
  it("no such folder", async () => {
    const path = join(folder, "absent");
    expect(await fault(path)).toBe(
      `${path}: the data folder cannot be read (ENOENT: no such file or directory, scandir '${path}'); ${ADVICE}`,
    );
  });

  it("a file for a folder", async () => {
    const path = join(folder, "t10k-labels-idx1-ubyte");
    expect(await fault(path)).toBe(
      `${path}: the data folder cannot be read (ENOTDIR: not a directory, scandir '${path}'); ${ADVICE}`,
    );
  });

  it("missing files, all of them named", async () => {
    await rm(join(folder, "train-labels-idx1-ubyte"));
    await rm(join(folder, "t10k-images-idx3-ubyte"));
    expect(await fault()).toBe(
      `${folder}: not found: train-labels-idx1-ubyte or train-labels.idx1-ubyte, t10k-images-idx3-ubyte or t10k-images.idx3-ubyte; ${ADVICE}`,
    );
  });

  it("an empty folder, in which the four files are looked for", async () => {
    await Promise.all(names.map((name) => rm(join(folder, name))));
    expect(await fault()).toMatch(/: not found: train-images-idx3-ubyte or .*, t10k-labels-idx1-ubyte or .*; give/);
  });

  it("a folder for a file", async () => {
    const path = join(folder, "train-images-idx3-ubyte");
    await rm(path);
    await mkdir(path);
    expect(await fault()).toBe(`${path}: the file cannot be read (EISDIR: illegal operation on a directory, read)`);
  });

  it("bytes that do not decode", async () => {
    await write("t10k-labels-idx1-ubyte", Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 12));
    expect(await fault()).toBe(
      `${join(folder, "t10k-labels-idx1-ubyte")}: byte 8: label 0 is no digit: expected 0 to 9, found 12`,
    );
  });

  it.each([
    [3, 1],
    [1, 2],
  ])("test images of another size, %d×%d", async (rows, columns) => {
    await write("t10k-images-idx3-ubyte", blank(1, rows, columns));
    expect(await fault()).toBe(
      `${folder}: image sizes disagree: training images are 3×2, test images are ${rows}×${columns}`,
    );
  });

  it.each(["train", "test"] as const)("an empty %s set", async (set) => {
    const stem = set === "train" ? "train" : "t10k";
    await write(`${stem}-images-idx3-ubyte`, blank(0, 3, 2));
    await write(`${stem}-labels-idx1-ubyte`, Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 0));
    expect(await fault()).toBe(`${folder}: the ${set} set is empty: expected at least 1 sample`);
  });

  it("a package that is not installed", () => {
    expect(E.mapLeft(showDataError)(packageDirectory("no-such-package-of-data")())).toMatchObject({
      left: expect.stringMatching(
        /^the npm package no-such-package-of-data, which holds MNIST, is not installed: run pnpm install, or give a folder with --data \(Cannot find module [^\n]*\)$/,
      ),
    });
  });
});

describe("the data of the npm package", () => {
  const firstLabels = (labels: Tensor): number[] => labels.toArray().slice(0, 5);

  it("is the original MNIST", async () => {
    const sets = await loadMnist()();
    if (E.isLeft(sets)) throw new Error(showDataError(sets.left));
    const { train, test } = sets.right;
    expect([train, test].map(({ images, labels }) => [images.dtype, images.shape, labels.dtype, labels.shape])).toEqual(
      [
        ["u8", [60_000, 28, 28], "u8", [60_000]],
        ["u8", [10_000, 28, 28], "u8", [10_000]],
      ],
    );
    expect([train, test].map(({ labels }) => firstLabels(labels))).toEqual([
      [5, 0, 4, 1, 9],
      [7, 2, 1, 0, 4],
    ]);
    // The mean grey levels of both sets, in the unit interval, as the literature quotes them.
    const mean = ({ images }: Samples): number => {
      let sum = 0;
      for (const pixel of images.toTypedArray()) sum += pixel;
      return sum / images.size / 255;
    };
    expect(mean(train)).toBeCloseTo(0.1307, 4);
    expect(mean(test)).toBeCloseTo(0.1325, 4);
  });
});
