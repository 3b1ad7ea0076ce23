import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const program = fileURLToPath(new URL("../../../packages/mnist/dist/main.js", import.meta.url));

const env = { ...process.env, NO_COLOR: "1" };

/** Runs the built program to its end. */
export const mnist = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: "utf8", env });
  return { status, stdout, stderr };
};

/** How a process ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built program, and does something to it as soon as it prints. */
export const mnistUntilItPrints = (
  args: readonly string[],
  act: (child: ReturnType<typeof spawn>) => void,
): Promise<Ended> => {
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr]: [string[], string[]] = [[], []];
  child.stdout.setEncoding("utf8").on("data", (text) => stdout.push(text));
  child.stderr.setEncoding("utf8").on("data", (text) => stderr.push(text));
  child.stdout.once("data", () => act(child));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, stdout: stdout.join(""), stderr: stderr.join("") }));
  });
};
