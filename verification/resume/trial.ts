import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Ended, runProgram, type Since } from "./process.js";

/** What is trained, again and again. */
export interface Setting {
  /** The built program. */
  readonly program: string;
  /** The options of `mnist train`, but for the folder. */
  readonly options: readonly string[];
  /** The SHA-256 of the parameters that a run in a folder came to. */
  readonly hashOf: (folder: string) => Promise<string>;
  /** From where the moments of kills are counted. */
  readonly since: Since;
  /** How likely a process that goes on with a run is killed too. */
  readonly again: number;
  readonly signal?: AbortSignal;
}

/** What all runs should come to, and how long one takes. */
export interface Reference {
  readonly sha256: string;
  readonly seconds: number;
}

/** A process that was killed. */
export interface Kill {
  /** After its start, or its first output. */
  readonly seconds: number;
  /** The last epoch that it told of, or one before it; 0 before the first. */
  readonly epoch: number;
  /** Whether there was a checkpoint to go on from. */
  readonly isSaved: boolean;
}

/** What became of a run that was killed at least once. */
export interface Trial {
  readonly kills: readonly Kill[];
  /** Of its parameters; absent where it did not come to its end, with the reason. */
  readonly sha256?: string;
  readonly fault?: string;
}

const isSaved = (folder: string): boolean => existsSync(join(folder, "checkpoint.safetensors"));

/** The last epoch that a process told of before it ended, perhaps in the middle of a line. */
const lastEpoch = (stdout: string): number => {
  const epochs = [...stdout.matchAll(/^\{"epoch":(\d+),.*\}$/gm)];
  return Number(epochs.at(-1)?.[1] ?? 0);
};

/** Begins a run in a folder, or goes on with it where it has been saved. */
const advance = ({ program, options, since, signal }: Setting, folder: string, killAfter?: number): Promise<Ended> => {
  const run = isSaved(folder) ? ["--resume", folder, "--no-report"] : [...options, "--out", folder, "--no-report"];
  return runProgram(program, ["train", ...run, "--json"], { since, killAfter, signal });
};

/** Trains without being killed. */
export const referenceOf = async (setting: Setting, folder: string): Promise<Reference> => {
  const { code, stderr, seconds } = await advance(setting, folder);
  if (code !== 0) throw new Error(stderr);
  return { sha256: await setting.hashOf(folder), seconds };
};

/**
 * Trains in a folder, where nothing is yet, with a process that is killed at a random moment of the time that a run takes; then with others
 * that go on with the run, or begin it again if there was no checkpoint, each of which may be killed too. `draw` gives numbers between 0
 * and 1.
 */
export const trialOf = async (
  setting: Setting,
  reference: Reference,
  folder: string,
  draw: () => number,
): Promise<Trial> => {
  const kills: Kill[] = [];
  let longest = reference.seconds;
  for (;;) {
    const killAfter = kills.length === 0 || draw() < setting.again ? draw() * longest : undefined;
    const { isKilled, code, stdout, stderr, seconds } = await advance(setting, folder, killAfter);
    if (isKilled) {
      const epoch = Math.max(lastEpoch(stdout), kills.at(-1)?.epoch ?? 0);
      kills.push({ seconds, epoch, isSaved: isSaved(folder) });
    } else if (code !== 0) return { kills, fault: stderr };
    else if (kills.length > 0) return { kills, sha256: await setting.hashOf(folder) };
    else {
      // It was over before it could be killed: another one, and earlier, as runs are faster now.
      longest = Math.min(longest, seconds);
      await rm(folder, { recursive: true });
    }
  }
};

/** Whether a run came to what it should. */
export const agrees = ({ sha256 }: Trial, reference: Reference): boolean => sha256 === reference.sha256;
