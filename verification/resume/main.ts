import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pc from "picocolors";
import { finish, run } from "../terminal/run.js";
import { secondsSince } from "../terminal/seconds.js";
import { commandLine, type Request } from "./command.js";
import { draws } from "./draws.js";
import { referenceLine, resultLines, trialLine } from "./lines.js";
import { runProgram } from "./process.js";
import { agrees, referenceOf, type Setting, type Trial, trialOf } from "./trial.js";

const program = fileURLToPath(new URL("../../../packages/mnist/dist/main.js", import.meta.url));

/** All of MNIST, with what a state can have: moments of Adam, masks of dropout, a schedule, the best parameters so far. */
const usual = ["--hidden", "256", "--dropout", "0.2", "--epochs", "4"];

/** How likely a process is killed that goes on with a run that was killed before. */
const AGAIN = 0.5;

const check = async ({ count, seed, options, json }: Request): Promise<void> => {
  const begun = performance.now();
  const ending = new AbortController();
  process.once("SIGINT", () => ending.abort()).once("SIGTERM", () => ending.abort());
  const { signal } = ending;
  const tell = (text: string): void => void (json || process.stdout.write(text));
  const setting: Setting = {
    program,
    options: [...usual, ...options],
    hashOf: async (folder) =>
      JSON.parse((await runProgram(program, ["inspect", folder, "--json"], { signal })).stdout).sha256,
    since: "start",
    again: AGAIN,
    signal,
  };
  const folder = await mkdtemp(join(tmpdir(), "check-resume-"));
  try {
    const reference = await referenceOf(setting, join(folder, "reference"));
    tell(referenceLine(reference));
    const numbers = draws(seed);
    const trials: Trial[] = [];
    for (let index = 0; index < count; index++) {
      const trial = await trialOf(setting, reference, join(folder, "run"), () => numbers.next().value);
      await rm(join(folder, "run"), { recursive: true, force: true });
      tell(trialLine(trial, index, reference, pc));
      trials.push(trial);
    }
    const result = { seed, reference, trials, seconds: secondsSince(begun) };
    const isAgreed = trials.every((trial) => agrees(trial, reference));
    finish(result, isAgreed, json ? undefined : (found) => resultLines(found, pc));
  } catch (error) {
    if (!signal.aborted) throw error;
    process.exitCode = 130;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

run(commandLine(check));
