import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { seed, tensor } from "@chainrule/core";
import * as E from "fp-ts/lib/Either.js";
import { describe, expect, test } from "vitest";
import type { DataSet } from "../../../packages/mnist/src/data/data-set.js";
import { twoMoons } from "../../../packages/mnist/src/data/generated.js";
import { type GeneratedName, generatedSets } from "../../../packages/mnist/src/data/generated-sets.js";
import { showDataError } from "../../../packages/mnist/src/data/load-error.js";
import { type DataSource, fingerprintOf, loadData } from "../../../packages/mnist/src/data/source.js";

const u8 = { dtype: "u8" } as const;

const load = async (source: DataSource): Promise<DataSet> => {
  const data = await loadData(source)();
  if (E.isLeft(data)) throw new Error(showDataError(data.left));
  return data.right;
};

const generated = (name: GeneratedName, start = 1): DataSource & { readonly kind: "generated" } => ({
  kind: "generated",
  name,
  ...generatedSets[name].defaults,
  seed: start,
  dtype: "f64",
});

// Safe: the keys of the table are its names.
const names = Object.keys(generatedSets) as GeneratedName[];

describe("a set of files", () => {
  test("is named after its folder", async () => {
    const folder = await mkdtemp(join(tmpdir(), "chainrule-source-"));
    try {
      await writeFile(join(folder, "train.csv"), "5,1,2,3,4\n0,0,0,0,0\n");
      await writeFile(join(folder, "test.csv"), "7,1,2,3,255\n");
      const data = await load({ kind: "files", directory: join(folder, ".") });
      expect(data).toEqual({
        name: basename(folder),
        classes: 10,
        image: [2, 2],
        train: {
          inputs: tensor(
            [
              [1, 2, 3, 4],
              [0, 0, 0, 0],
            ],
            u8,
          ),
          labels: tensor([5, 0], u8),
        },
        test: { inputs: tensor([[1, 2, 3, 255]], u8), labels: tensor([7], u8) },
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("is MNIST where no folder is given", async () => {
    const { name, image, train } = await load({ kind: "files", directory: undefined });
    expect({ name, image, shape: train.inputs.shape }).toEqual({
      name: "MNIST",
      image: [28, 28],
      shape: [60_000, 784],
    });
  });

  test("is not had where it is not there", async () => {
    expect(await loadData({ kind: "files", directory: "/no/such/folder" })()).toMatchObject({
      left: { _tag: "DirectoryUnreadable", path: "/no/such/folder" },
    });
  });
});

describe("a generated set", () => {
  test.each(names)("%s has as many points as by default, and a name", async (name) => {
    const { title, classes, defaults } = generatedSets[name];
    const data = await load(generated(name));
    expect(data).toMatchObject({ name: title, classes, image: undefined });
    expect(data.train.inputs.shape).toEqual([defaults.count, 2]);
    expect(new Set(data.train.labels.toArray()).size).toBeLessThanOrEqual(classes);
  });

  test("is tested on points that are drawn after those that are trained on", async () => {
    const { train, test: rest } = await load(generated("moons", 5));
    const options = { ...generatedSets.moons.defaults, dtype: "f64" } as const;
    const [first, next] = twoMoons(options)(seed(-6)); // of −1 − seed, not of the weights' sequence
    const [second] = twoMoons({ ...options, count: 1000 })(next);
    expect(train).toEqual(first);
    expect(rest).toEqual(second);
  });

  test.each(names.filter((name) => !generatedSets[name].drawn))(
    "%s is always the same, and not tested on",
    async (name) => {
      const [one, other] = [await load(generated(name, 1)), await load(generated(name, 2))];
      expect(other).toEqual(one);
      expect(one.test).toBeUndefined();
    },
  );

  test("the worked examples are one sample each", async () => {
    const [first, second] = [await load(generated("s2")), await load(generated("s3-example"))];
    expect([first, second].map(({ train }) => [train.inputs.toNested(), train.labels.toArray()])).toEqual([
      [[[0.05, 0.1]], [1]],
      [[[0.1, 0.2]], [1]],
    ]);
  });

  test("of an impossible size is refused", async () => {
    await expect(loadData({ ...generated("moons"), count: 0 })()).rejects.toThrow(RangeError);
  });
});

describe("fingerprintOf", () => {
  const examples = { inputs: tensor([[1, 2, 3, 4]], u8), labels: tensor([1], u8) };
  const set: DataSet = { name: "a", classes: 2, image: undefined, train: examples, test: undefined };

  test("is the SHA-256 of dtype, shape and bytes, one tensor after the other", () => {
    // printf 'u8[1, 4]\n\x01\x02\x03\x04u8[1]\n\x01' | sha256sum
    expect(fingerprintOf(set)).toBe("d464e9df1c96f4eafd09c534cb783a86588a490daf1dea06e53b5cbc936d56d5");
  });

  test("does not depend on the name, but on all else", async () => {
    const print = fingerprintOf(set);
    expect(fingerprintOf({ ...set, name: "b" })).toBe(print);
    const others: DataSet[] = [
      { ...set, test: examples },
      { ...set, train: { ...examples, labels: tensor([0], u8) } },
      { ...set, train: { ...examples, inputs: tensor([[1, 2, 3, 5]], u8) } },
      { ...set, train: { ...examples, inputs: tensor([[1, 2, 3, 4]]) } },
      {
        ...set,
        train: {
          inputs: tensor(
            [
              [1, 2],
              [3, 4],
            ],
            u8,
          ),
          labels: tensor([1], u8),
        },
      },
    ];
    expect(new Set([print, ...others.map(fingerprintOf)]).size).toBe(others.length + 1);
  });

  test("is the same for the same draws only", async () => {
    const prints = [generated("moons", 1), generated("moons", 1), generated("moons", 2)].map(async (source) =>
      fingerprintOf(await load(source)),
    );
    const [one, again, other] = await Promise.all(prints);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });
});
