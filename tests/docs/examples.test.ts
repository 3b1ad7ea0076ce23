import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { declaresTests, examples, moduleOf } from "./examples.js";
import { typeErrorsIn } from "./type-check.js";

const folder = fileURLToPath(new URL("./generated", import.meta.url));
const all = examples();
const fileOf = (index: number): string => join(folder, `example-${index}.ts`);

mkdirSync(folder, { recursive: true });
all.forEach((example, index) => {
  writeFileSync(fileOf(index), moduleOf(example));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("examples in the documentation", () => {
  test("there are some for every package", () => {
    for (const name of ["core", "nn", "check", "formula", "wasm", "mnist"])
      expect(all.some(({ title }) => title.startsWith(`packages/${name}/`))).toBe(true);
  });

  test("type-check", () => {
    const titled = (output: string): string =>
      output.replace(/\S*example-(\d+)\.ts/g, (file, index: string) => all[Number(index)]?.title ?? file);
    expect(titled(typeErrorsIn(folder))).toBe("");
  });

  for (const [index, example] of all.entries()) {
    const run = async (): Promise<void> => import(/* @vite-ignore */ pathToFileURL(fileOf(index)).href);
    if (declaresTests(example)) describe(example.title, run);
    else test(example.title, run);
  }
});
