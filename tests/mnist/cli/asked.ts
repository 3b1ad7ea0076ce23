import { expect, vi } from "vitest";
import { type Commands, commandLine } from "../../../packages/mnist/src/cli/command.js";

/** A command, and what it was asked to do. */
export type Asked = {
  readonly [Name in keyof Commands]: readonly [Name, Parameters<Commands[Name]>[0]];
}[keyof Commands];

/** What a command line asks for. */
export const asked = async (...args: readonly string[]): Promise<Asked | undefined> => {
  const given: Asked[] = [];
  const commands: Commands = {
    train: async (request) => void given.push(["train", request]),
    evaluate: async (request) => void given.push(["evaluate", request]),
    predict: async (request) => void given.push(["predict", request]),
    explain: async (request) => void given.push(["explain", request]),
    inspect: async (request) => void given.push(["inspect", request]),
  };
  await commandLine(commands, args).parseAsync(args, { from: "user" });
  return given[0];
};

/** What is printed when a command line is refused. */
export const refused = async (...args: readonly string[]): Promise<string> => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    await expect(asked(...args)).rejects.toMatchObject({ name: "CommanderError" });
    return write.mock.calls.map(([text]) => String(text)).join("");
  } finally {
    write.mockRestore();
  }
};
