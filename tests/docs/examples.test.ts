import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { examples, moduleOf } from "./examples.js";

const folder = fileURLToPath(new URL("./generated", import.meta.url));
const all = examples();
const fileOf = (index: number): string => join(folder, `example-${index}.ts`);

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  all.forEach((example, index) => {
    writeFileSync(fileOf(index), moduleOf(example));
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("examples in the documentation", () => {
  test("there are some for every package", () => {
    for (const name of ["core", "nn", "check", "mnist"])
      expect(all.some(({ title }) => title.startsWith(`packages/${name}/`))).toBe(true);
  });

  test("type-check", () => {
    const compiler = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
    const config = join(folder, "tsconfig.json");
    writeFileSync(config, JSON.stringify({ extends: "../../tsconfig.json", include: ["*.ts"] }));
    const titled = (output: string): string =>
      output.replace(/\S*example-(\d+)\.ts/g, (file, index: string) => all[Number(index)]?.title ?? file);
    const check = (): string => {
      try {
        return execFileSync(process.execPath, [compiler, "--noEmit", "-p", config], { encoding: "utf8" });
      } catch (error) {
        return error instanceof Error && "stdout" in error ? titled(String(error.stdout)) : String(error);
      }
    };
    expect(check()).toBe("");
  });

  test.each(all.map(({ title }, index) => [title, index] as const))("%s", async (_title, index) => {
    await import(/* @vite-ignore */ pathToFileURL(fileOf(index)).href);
  });
});
