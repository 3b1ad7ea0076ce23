import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { draws } from "../../../verification/resume/draws.js";
import { agrees, referenceOf, type Setting, trialOf } from "../../../verification/resume/trial.js";

const folder = mkdtempSync(join(tmpdir(), "resume-"));

/** Programs that train in two epochs of a tenth of a second: each epoch is a letter in the checkpoint. */
const programs = {
  /** Goes on from where it was. */
  right: "const epochs = [...before, ...'ab'.slice(before.length)];",
  /** Begins again, and does not notice that something is there. */
  wrong: "const epochs = [...before, 'a', 'b'];",
  /** Cannot go on. */
  failing: "if (before !== '') { console.error('damaged'); process.exit(3); } const epochs = ['a', 'b'];",
} as const;

const source = (body: string): string => `
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
const [, , , ...args] = process.argv;
const folder = args[1 + args.findIndex((arg) => arg === "--out" || arg === "--resume")];
const file = folder + "/checkpoint.safetensors";
mkdirSync(folder, { recursive: true });
const before = existsSync(file) ? readFileSync(file, "utf8") : "";
${body}
for (let epoch = Math.max(1, before.length); epoch <= epochs.length; epoch++) {
  writeFileSync(file, epochs.slice(0, epoch).join(""));
  console.log(JSON.stringify({ epoch, loss: 1 }));
  await new Promise((resolve) => setTimeout(resolve, 100));
}
`;

beforeAll(() => {
  for (const [name, body] of Object.entries(programs)) writeFileSync(join(folder, `${name}.mjs`), source(body));
});
afterAll(() => rmSync(folder, { recursive: true }));

const settingOf = (name: keyof typeof programs): Setting => ({
  program: join(folder, `${name}.mjs`),
  options: [],
  hashOf: async (run) => readFileSync(join(run, "checkpoint.safetensors"), "utf8"),
  since: "first output",
  again: 0,
});

/** A run that is killed in the middle of its first epoch. */
const trial = async (name: keyof typeof programs) => {
  const setting = settingOf(name);
  const reference = { ...(await referenceOf(setting, join(folder, `${name} left alone`))), seconds: 0.1 };
  const result = await trialOf(setting, reference, join(folder, name), () => 0.5);
  return { reference, result, isRight: agrees(result, reference) };
};

describe("a run that is killed", () => {
  test("comes to what a run comes to that is left alone", async () => {
    const { reference, result, isRight } = await trial("right");
    expect(reference.sha256).toBe("ab");
    expect(result).toMatchObject({ kills: [{ epoch: 1, isSaved: true }], sha256: "ab" });
    expect(isRight).toBe(true);
  });

  test("is found out when it comes to something else", async () => {
    const { result, isRight } = await trial("wrong");
    expect(result).toMatchObject({ kills: [{ epoch: 1 }], sha256: "aab" });
    expect(isRight).toBe(false);
  });

  test("is found out when it does not go on", async () => {
    const { result, isRight } = await trial("failing");
    expect(result).toMatchObject({ kills: [{ epoch: 1 }], fault: "damaged\n" });
    expect(isRight).toBe(false);
  });

  test("is one that was not over before: otherwise there is another one", async () => {
    const setting = settingOf("right");
    const moments = [100, 0.5];
    const { kills, sha256 } = await trialOf(
      setting,
      { sha256: "ab", seconds: 0.1 },
      join(folder, "late"),
      () => moments.shift() ?? 1,
    );
    expect({ kills: kills.length, sha256 }).toEqual({ kills: 1, sha256: "ab" });
  });
});

test("the same start gives the same numbers, between 0 and 1", () => {
  const first = (start: number): readonly number[] => {
    const numbers = draws(start);
    return Array.from({ length: 100 }, () => numbers.next().value);
  };
  expect(first(1)).toEqual(first(1));
  expect(first(1)).not.toEqual(first(2));
  expect(first(1).every((number) => number >= 0 && number < 1)).toBe(true);
  expect(Math.abs(first(1).reduce((sum, number) => sum + number) / 100 - 0.5)).toBeLessThan(0.15);
});
