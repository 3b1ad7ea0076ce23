import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toText } from "@chainrule/formula";
import { describe, expect, test } from "vitest";
import { commandLine } from "../../../packages/mnist/src/cli/command.js";
import { derivationOf } from "../../../packages/mnist/src/cli/explain.js";
import { type ExplainRequest, formats } from "../../../packages/mnist/src/cli/explain-command.js";
import { losses } from "../../../packages/mnist/src/recipe/loss.js";
import { activations } from "../../../packages/mnist/src/recipe/network.js";

const program = fileURLToPath(new URL("../../../packages/mnist/dist/main.js", import.meta.url));

/** Runs the built program to its end. */
const explain = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "explain", ...args], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, stdout, stderr };
};

const asked = async (...args: readonly string[]): Promise<ExplainRequest | undefined> => {
  let request: ExplainRequest | undefined;
  const commands = commandLine({
    train: async () => {
      throw new Error("training was asked for");
    },
    explain: async (given) => {
      request = given;
    },
  });
  await commands.parseAsync(["explain", ...args], { from: "user" });
  return request;
};

const defaults: ExplainRequest = {
  net: [784, 300, 10],
  activation: "sigmoid",
  loss: "half-squared-error",
  batch: 64,
  format: "text",
  abstract: false,
  notation: "matrix",
  form: "recursive",
  out: undefined,
};

describe("the command line", () => {
  test("asks for a sigmoid network with the squared error where nothing is said", async () => {
    expect(await asked()).toEqual(defaults);
  });

  test("takes other networks, losses and notations", async () => {
    expect(
      await asked("--net", "4-3-2", "--loss", "softmax-cross-entropy", "--abstract", "--notation", "index"),
    ).toEqual({
      ...defaults,
      net: [4, 3, 2],
      loss: "softmax-cross-entropy",
      abstract: true,
      notation: "index",
    });
  });
});

describe("the derivation", () => {
  const cases = Object.keys(activations).flatMap((activation) =>
    Object.keys(losses).map((loss) => [activation, loss] as const),
  );

  test.each(cases)(
    "of %s and %s has an adjoint for each layer and a gradient for each parameter",
    (activation, loss) => {
      // Safe: the names come from the tables.
      const request = { ...defaults, net: [6, 5, 4, 3], activation, loss } as ExplainRequest;
      const { steps } = derivationOf(request);
      const names = (kind: string): readonly string[] =>
        steps
          .filter((step) => step.kind === kind)
          .map(({ variable }) => variable.name)
          .toArray();
      expect(names("adjoint")).toEqual(["z3", "z2", "z1"]);
      expect(names("gradient")).toEqual(["W1", "b1", "W2", "b2", "W3", "b3"]);
    },
  );

  test("of softmax regression", () => {
    expect(toText(derivationOf({ ...defaults, net: [784, 10], loss: "softmax-cross-entropy" }))).toBe(`Forward
  yᵢⱼ = [labelsᵢ = j]
   z¹ = x W¹ + b¹
    p = softmax(z¹)
    E = −1/m Σ (y ⊙ log(p))

Backward, with δ = ∂E/∂z
  δ¹ = (p − y)/m

Gradients
  ∂E/∂W¹ = xᵀ δ¹
  ∂E/∂b¹ = Σᵢ δ¹ᵢ

where m = 64`);
  });
});

describe("the program", () => {
  test("prints a derivation", () => {
    const { status, stdout, stderr } = explain("--net", "784-300-10");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("\n  δ¹ = a¹ ⊙ (1 − a¹) ⊙ (δ² (W²)ᵀ)\n");
  });

  test.each(formats)("writes %s to a file", (format) => {
    const folder = mkdtempSync(join(tmpdir(), "mnist-"));
    const file = join(folder, "derivation");
    const { status, stdout } = explain("--net", "4-3-2", "--format", format, "--out", file);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(readFileSync(file, "utf8").endsWith("\n")).toBe(true);
    rmSync(folder, { recursive: true });
  });

  test("says why a file could not be written", () => {
    const { status, stderr } = explain("--out", join(tmpdir(), "no-such-folder", "file"));
    expect(status).toBe(5);
    expect(stderr).toMatch(/^mnist: .*no-such-folder.*could not be written: ENOENT/u);
  });

  test.each([
    [["--net", "784"], "Expected the sizes of two layers or more, such as 784-300-10."],
    [["--activation", "step"], "Allowed choices are relu"],
  ])("refuses %s", (args, message) => {
    const { status, stderr } = explain(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
