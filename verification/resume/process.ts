import { spawn } from "node:child_process";

/** How a process ended. */
export interface Ended {
  /** Whether it was killed; otherwise it came to its own end. */
  readonly isKilled: boolean;
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From where its time is counted to its end. */
  readonly seconds: number;
}

/** From where the time of a process is counted. */
export type Since = "start" | "first output";

/** When a process is killed, in seconds, if at all; and what ends it and everything else. */
export interface Ending {
  readonly since?: Since | undefined;
  readonly killAfter?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Runs a program of Node.js until it ends or is killed (SIGKILL: it cannot notice); rejects when all is to end. */
export const runProgram = (
  program: string,
  args: readonly string[],
  { since = "start", killAfter, signal }: Ending,
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      killSignal: "SIGKILL",
      ...(signal && { signal }),
    });
    let begun = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const count = (): void => {
      begun = performance.now();
      if (killAfter !== undefined) timer = setTimeout(() => child.kill("SIGKILL"), 1000 * killAfter);
    };
    if (since === "start") count();
    else child.stdout.once("data", count);
    const [stdout, stderr]: [string[], string[]] = [[], []];
    child.stdout.setEncoding("utf8").on("data", (text) => stdout.push(text));
    child.stderr.setEncoding("utf8").on("data", (text) => stderr.push(text));
    child.once("error", reject);
    child.once("close", (code, by) => {
      clearTimeout(timer);
      const seconds = (performance.now() - begun) / 1000;
      resolve({ isKilled: by === "SIGKILL", code, stdout: stdout.join(""), stderr: stderr.join(""), seconds });
    });
  });
