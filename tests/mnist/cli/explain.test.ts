import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as E from "fp-ts/lib/Either.js";
import { describe, expect, test } from "vitest";
import { writeDerivation } from "../../../packages/mnist/src/cli/explain.js";
import { type ExplainRequest, formats } from "../../../packages/mnist/src/cli/explain-command.js";
import { presets, textbookRecipe } from "../../../packages/mnist/src/recipe/preset.js";
import { temporary } from "../folder.js";
import { asked, refused } from "./asked.js";
import { mnist } from "./program.js";

const defaults: ExplainRequest = {
  sizes: [784, 300, 10],
  recipe: textbookRecipe,
  batch: 64,
  format: "text",
  activation: "expanded",
  notation: "matrix",
  form: "recursive",
  out: undefined,
};

describe("the command line", () => {
  test("asks for a sigmoid network with the squared error where nothing is said", async () => {
    expect(await asked("explain")).toEqual(["explain", defaults]);
    expect(textbookRecipe).toMatchObject({ activation: "sigmoid", loss: "half-squared-error" });
  });

  test("takes other networks, losses and notations", async () => {
    const flags =
      "--net 4-3-2 --loss softmax-cross-entropy --activation tanh --batch 1 --abstract --notation index --form substituted --out file --format html";
    const recipe = { ...textbookRecipe, activation: "tanh", loss: "softmax-cross-entropy" };
    expect(await asked("explain", ...flags.split(" "))).toEqual([
      "explain",
      {
        sizes: [4, 3, 2],
        recipe,
        batch: 1,
        format: "html",
        activation: "abstract",
        notation: "index",
        form: "substituted",
        out: "file",
      },
    ]);
  });

  test.each([
    ["default", [784, 800, 10], 100],
    ["s0", [784, 200, 10], 1],
    ["from-zero", [784, 300, 10], 1],
    ["s2", [2, 2, 2], 1],
    ["s2-xor", [2, 5, 1], 1],
    ["s3", [2, 50, 2], 60],
    ["s4", [784, 50, 10], 1],
  ])("takes the network of preset %s", async (name, [features, hidden, outputs], batch) => {
    const [, request] = (await asked("explain", "--preset", name)) ?? [];
    expect(request).toMatchObject({ sizes: [features, hidden, outputs], batch, recipe: { hidden: [hidden] } });
  });

  test("other options change what a preset says", async () => {
    const flags = "--preset s0 --net 784-10 --activation gelu --loss mean-squared-error --batch 7";
    expect(await asked("explain", ...flags.split(" "))).toMatchObject([
      "explain",
      {
        sizes: [784, 10],
        recipe: { ...presets.s0.recipe, activation: "gelu", loss: "mean-squared-error" },
        batch: 7,
      },
    ]);
  });

  test.each([
    [["--net", "784"], "Expected the sizes of two layers or more, such as 784-300-10."],
    [["--net", "784-0-10"], "Expected the sizes of two layers or more, such as 784-300-10."],
    [["--activation", "step"], "Allowed choices are relu"],
    [["--preset", "s9"], "Allowed choices are default"],
  ])("refuses %s", async (args, message) => {
    expect(await refused("explain", ...args)).toContain(message);
  });
});

describe("a worked example", () => {
  test.each([
    ["s2", "0.741365070 × 0.186815602 × 0.593269992 = 0.082167041", "= 0.000438568"],
    ["s3-example", "= 0.322684532", "= 0.001117874"],
  ] as const)("%s has its numbers below its formulas", async (preset, ...numbers) => {
    const [, request] = (await asked("explain", "--preset", preset)) ?? [];
    const written: string[] = [];
    // Safe: the command line has asked for a derivation.
    await writeDerivation(request as ExplainRequest, (text) => written.push(text))();
    for (const number of numbers) expect(written.join("")).toContain(number);
    await writeDerivation({ ...(request as ExplainRequest), sizes: [2, 3, 2] }, (text) => written.push(text))();
    expect(written[1]).not.toContain("with numbers");
  });
});

describe("a derivation is written", () => {
  const small: ExplainRequest = { ...defaults, sizes: [4, 3, 2] };

  test.each(formats)("as %s: to a file what would be printed", async (format) => {
    const printed: string[] = [];
    const print = (text: string): void => void printed.push(text);
    const out = temporary();
    expect(await writeDerivation({ ...small, format, out }, print)()).toEqual(E.right(undefined));
    expect(printed).toEqual([]);
    expect(await writeDerivation({ ...small, format }, print)()).toEqual(E.right(undefined));
    expect(printed).toEqual([readFileSync(out, "utf8")]);
    expect(printed[0]).toMatch(/\S\n$/);
  });

  test.each([
    ["text", "Forward"],
    ["latex", "\\frac"],
    ["markdown", "$$"],
    ["html", "<title>Backpropagation of 4-3-2, sigmoid, half squared error</title>"],
    ["typescript", "export"],
  ] as const)("%s has %s in it", async (format, expected) => {
    const printed: string[] = [];
    await writeDerivation({ ...small, format }, (text) => void printed.push(text))();
    expect(printed.join("")).toContain(expected);
  });
});

describe("the program", () => {
  test("prints a derivation", () => {
    const { status, stdout, stderr } = mnist("explain", "--net", "784-300-10");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("\n  δ¹ = a¹ ⊙ (1 − a¹) ⊙ (δ² (W²)ᵀ)\n");
  });

  test("says why a file could not be written, and leaves nothing", () => {
    const folder = temporary();
    mkdirSync(folder);
    writeFileSync(join(folder, "file"), "");
    const { status, stderr } = mnist("explain", "--out", join(folder, "file", "below"));
    expect(status).toBe(5);
    expect(stderr).toMatch(/^mnist: .*file.below could not be written: E/u);
    expect(readdirSync(folder)).toEqual(["file"]);
  });
});
