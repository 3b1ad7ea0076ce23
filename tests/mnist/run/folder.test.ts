import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderOf, isTaken, removeUnfinished, runFoldersIn } from "../../../packages/mnist/src/run/folder.js";
import { CHECKPOINT } from "../../../packages/mnist/src/run/saved.js";
import { temporary } from "../folder.js";

const write = (folder: string, ...names: readonly string[]): void => {
  mkdirSync(folder, { recursive: true });
  for (const name of names) writeFileSync(join(folder, name), "");
};

describe("the folder of a run", () => {
  test.each([
    [undefined, "runs/x"],
    ["seed 3", "runs/x/seed-3"],
    ["hidden 800-400", "runs/x/hidden-800-400"],
    ["a/../b", "runs/x/a-..-b"],
  ])("of the label %s", (label, folder) => {
    expect(folderOf("runs/x", label)).toBe(folder);
  });
});

describe("folders of runs", () => {
  test("are those with a checkpoint, this one and those right below it, by number", async () => {
    const folder = temporary();
    expect(await runFoldersIn(folder)()).toEqual([]);
    write(folder, "report.html");
    for (const name of ["seed-10", "seed-2", "seed-1"]) write(join(folder, name), CHECKPOINT);
    write(join(folder, "pictures"), "loss.svg");
    write(join(folder, "deeper", "still"), CHECKPOINT);
    const below = ["seed-1", "seed-2", "seed-10"].map((name) => join(folder, name));
    expect(await runFoldersIn(folder)()).toEqual(below);
    write(folder, CHECKPOINT);
    expect(await runFoldersIn(folder)()).toEqual([folder, ...below]);
  });
});

describe("a folder is taken", () => {
  test.each([
    ["by a report", "report.html", true],
    ["by pictures", join("pictures", "loss.svg"), true],
    ["by a checkpoint", "checkpoint.safetensors", true],
    ["by that of one of several runs", join("seed-1", "checkpoint.safetensors"), true],
    ["not by anything else", "notes.txt", false],
  ])("%s", async (_, file, taken) => {
    const folder = temporary();
    expect(await isTaken(folder)()).toBe(false);
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
    expect(await isTaken(folder)()).toBe(taken);
  });
});

describe("what is unfinished", () => {
  test("is removed, and nothing else", async () => {
    const folder = temporary();
    const kept = [CHECKPOINT, `${CHECKPOINT}.bak`, "mine.1", "report.html", "report.html.1.txt"];
    write(folder, ...kept, `${CHECKPOINT}.1`, `${CHECKPOINT}.3141592653`, "report.html.7");
    write(join(folder, "pictures"), "loss.svg", "loss.svg.1", "weights.png", "weights.png.22");
    write(join(folder, "below"), `${CHECKPOINT}.1`);
    await removeUnfinished(folder)();
    expect(readdirSync(folder).toSorted()).toEqual([...kept, "below", "pictures"].toSorted());
    expect(readdirSync(join(folder, "pictures"))).toEqual(["loss.svg", "weights.png"]);
    expect(readdirSync(join(folder, "below"))).toEqual([`${CHECKPOINT}.1`]);
  });

  test("is nothing where there is no folder", async () => {
    expect(await removeUnfinished(temporary())()).toEqual([]);
  });
});
