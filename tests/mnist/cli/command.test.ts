import { describe, expect, test, vi } from "vitest";
import { commandLine, type TrainRequest } from "../../../packages/mnist/src/cli/command.js";

const never = async (): Promise<void> => {
  throw new Error("another command was asked for");
};

/** What a command line asks for. */
const asked = async (...args: readonly string[]): Promise<TrainRequest | undefined> => {
  let request: TrainRequest | undefined;
  const take = async (given: TrainRequest): Promise<void> => {
    request = given;
  };
  await commandLine({ train: take, explain: never }).parseAsync(args, { from: "user" });
  return request;
};

/** What is printed when a command line is refused. */
const refused = async (...args: readonly string[]): Promise<string> => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    await expect(asked(...args)).rejects.toMatchObject({ name: "CommanderError" });
    return write.mock.calls.map(([text]) => String(text)).join("");
  } finally {
    write.mockRestore();
  }
};

const defaults: TrainRequest = {
  recipe: {
    hidden: [512],
    activation: "relu",
    loss: "softmax-cross-entropy",
    optimiser: "adam",
    learningRate: 0.001,
    schedule: "cosine",
    batch: 64,
    epochs: 10,
    seed: 1,
  },
  directory: undefined,
  limit: undefined,
  validation: 1 / 12,
  backend: "wasm",
  threads: 1,
  json: false,
};

describe("the command line", () => {
  test("trains with the defaults, with or without the command's name", async () => {
    expect(await asked()).toEqual(defaults);
    expect(await asked("train")).toEqual(defaults);
  });

  test("takes every part of a recipe", async () => {
    const flags =
      "--hidden 800,400 --activation tanh --loss half-squared-error --optimiser sgd --learning-rate 0.3 --schedule constant --batch 1 --epochs 10 --seed 7";
    expect((await asked("train", ...flags.split(" ")))?.recipe).toEqual({
      hidden: [800, 400],
      activation: "tanh",
      loss: "half-squared-error",
      optimiser: "sgd",
      learningRate: 0.3,
      schedule: "constant",
      batch: 1,
      epochs: 10,
      seed: 7,
    });
  });

  test("takes data, a limit, a share for validation, what to run on, and json", async () => {
    const flags = "--data here --limit 100 --validation 0.5 --backend interpreter --threads 2 --json";
    const how = { backend: "interpreter", threads: 2, json: true } as const;
    expect(await asked(...flags.split(" "))).toEqual({
      ...defaults,
      directory: "here",
      limit: 100,
      validation: 0.5,
      ...how,
    });
  });

  test("a learning rate that is not given is the one that suits the optimiser", async () => {
    expect((await asked("--optimiser", "sgd"))?.recipe.learningRate).toBe(0.1);
  });

  test("no hidden layers", async () => {
    expect((await asked("--hidden", "none"))?.recipe.hidden).toEqual([]);
  });

  test.each([
    [["--batch", "0"], "option '--batch <size>' argument '0' is invalid. Expected a whole number, 1 or more."],
    [["--epochs", "1.5"], "argument '1.5' is invalid. Expected a whole number, 1 or more."],
    [["--hidden", "3,x"], "argument '3,x' is invalid. Expected sizes such as 300 or 800,800, or \"none\"."],
    [["--learning-rate", "-1"], "argument '-1' is invalid. Expected a number above 0."],
    [["--validation", "1"], "argument '1' is invalid. Expected a share between 0 and 1, such as 0.1."],
    [["--activation", "swish"], "argument 'swish' is invalid. Allowed choices are relu,"],
    [["--nonsense"], "unknown option '--nonsense'"],
    [["extra"], "too many arguments for 'train'"],
  ])("refuses %s", async (args, message) => {
    expect(await refused("train", ...args)).toContain(message);
  });
});
