import { describe, expect, test } from "vitest";
import { asked, refused } from "./asked.js";

describe("the command line", () => {
  test("trains, with or without the command's name", async () => {
    const [[named, request] = [], [unnamed, same] = []] = [
      await asked("train", "--out", "x"),
      await asked("--out", "x"),
    ];
    expect([named, unnamed]).toEqual(["train", "train"]);
    expect({ ...same, experiment: undefined }).toEqual({ ...request, experiment: undefined });
  });

  test("measures a run, on its own data or on others", async () => {
    expect(await asked("evaluate")).toEqual(["evaluate", { run: undefined, directory: undefined, json: false }]);
    expect(await asked("evaluate", "here", "--data", "there", "--json")).toEqual([
      "evaluate",
      { run: "here", directory: "there", json: true },
    ]);
  });

  test("reads pictures, by any run", async () => {
    expect(await asked("predict", "a.png", "b.png")).toEqual([
      "predict",
      { pictures: ["a.png", "b.png"], run: undefined, show: false, json: false },
    ]);
    expect(await asked("predict", "--run", "here", "--show", "--json", "a.png")).toEqual([
      "predict",
      { pictures: ["a.png"], run: "here", show: true, json: true },
    ]);
  });

  test("shows what a run holds", async () => {
    expect(await asked("inspect")).toEqual(["inspect", { run: undefined, values: false, json: false }]);
    expect(await asked("inspect", "here", "--values", "--json")).toEqual([
      "inspect",
      { run: "here", values: true, json: true },
    ]);
  });

  test.each([
    [["train", "extra"], "error: unknown command 'extra'"],
    [["train", "--nonsense"], "unknown option '--nonsense'"],
    [["predict"], "missing required argument 'pictures'"],
    [["evaluate", "one", "two"], "too many arguments for 'evaluate'"],
    [["train", "--nonsense"], "mnist train --help lists the options"],
    [["inspect", "--nonsense"], "mnist inspect --help lists the options"],
  ])("refuses %s", async (args, message) => {
    expect(await refused(...args)).toContain(message);
  });
});
