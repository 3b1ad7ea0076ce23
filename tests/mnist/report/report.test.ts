import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as E from "fp-ts/lib/Either.js";
import sharp from "sharp";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeGroupReport, writeReport } from "../../../packages/mnist/src/report/report.js";
import { fullReport, groupReport } from "./reports.js";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "chainrule-report-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** The files below the folder, sorted. */
const files = async (): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
};

const pictures = (...names: readonly string[]): readonly string[] =>
  names.map((name) => join(folder, "pictures", name));

test("a run has its page and its pictures, each a file that can be opened by itself", async () => {
  const written = await writeReport(folder, fullReport)();
  const svgs = pictures("accuracy.svg", "loss.svg", "regions.svg", "confusion.svg");
  const pngs = pictures("weights.png", "mistakes.png");
  expect(written).toEqual(E.right([join(folder, "report.html"), ...svgs, ...pngs]));
  expect(await files()).toEqual([...svgs, ...pngs, join(folder, "report.html")].sort());
  for (const file of svgs) expect(await readFile(file, "utf8")).toContain("prefers-color-scheme: dark");
  for (const file of [...svgs, ...pngs]) expect((await sharp(file).metadata()).width).toBeGreaterThan(10);
  expect(await readFile(join(folder, "report.html"), "utf8")).toMatch(
    /^<!doctype html>\n<html lang="en">.*<\/html>\n$/s,
  );
});

test("several runs have a page and pictures of their own", async () => {
  const expected = pictures("cost.svg", "regions-1.svg", "regions-2.svg");
  expect(await writeGroupReport(folder, groupReport)()).toEqual(E.right([join(folder, "report.html"), ...expected]));
  expect(await files()).toEqual([...expected, join(folder, "report.html")].sort());
});

test("it is said which file could not be written", async () => {
  const taken = join(folder, "taken");
  await writeFile(taken, "");
  for (const outcome of [await writeReport(taken, fullReport)(), await writeGroupReport(taken, groupReport)()])
    expect(outcome).toMatchObject({ left: { _tag: "NotWritten", file: join(taken, "report.html") } });
});
