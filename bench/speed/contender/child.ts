import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Reply, Request } from "./messages.js";

/** How to start a process. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/** A contender in a process of its own, which is asked one thing at a time. */
export interface Child {
  readonly versions: Readonly<Record<string, string>>;
  /** Seconds for so many steps, by its own clock. */
  readonly run: (steps: number) => Promise<number>;
  readonly values: () => Promise<readonly number[]>;
  /** Ends the process, and waits until it is gone. */
  readonly end: () => Promise<void>;
}

/** A contender that could not do what it was asked. */
export class ContenderError extends Error {
  override readonly name = "ContenderError";
}

/** One thread for everybody. */
const SINGLE_THREADED = {
  OMP_NUM_THREADS: "1",
  OPENBLAS_NUM_THREADS: "1",
  MKL_NUM_THREADS: "1",
  NUMEXPR_NUM_THREADS: "1",
};

/** No request takes that long, unless it takes for ever. */
const LIMIT_MS = 180_000;

/** The end of what a process says on standard error. */
const TAIL = 400;

/**
 * Starts a contender and waits until it is ready.
 *
 * @throws ContenderError, as do all requests, when it fails, ends or takes too long.
 */
export const startChild = async ({ file, args }: Command): Promise<Child> => {
  const child = spawn(file, args, {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, ...SINGLE_THREADED },
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = `${said}${chunk}`.slice(-TAIL);
  });
  const gone = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) =>
      resolve(`ended with ${signal ?? code}${said === "" ? "" : `: ${said.trim()}`}`),
    );
  });
  // A process that is gone is noticed by who waits for its reply.
  child.stdin.on("error", () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  const reply = async <Kind extends Reply["tell"]>(kind: Kind): Promise<Extract<Reply, { tell: Kind }>> => {
    const timeout = new AbortController();
    const late = new Promise<never>((_, reject) => {
      const timer = setTimeout(() => reject(new ContenderError("gave no answer in time")), LIMIT_MS);
      timeout.signal.addEventListener("abort", () => clearTimeout(timer));
    });
    try {
      const line = await Promise.race([lines.next(), late]);
      if (line.done === true) throw new ContenderError(await gone);
      // Safe: the contenders of this folder send nothing else on standard output.
      const message = JSON.parse(line.value) as Reply;
      if (message.tell === "failed") throw new ContenderError(message.reason);
      if (message.tell !== kind) throw new ContenderError(`answered ${line.value}`);
      // Safe: `tell` says which it is.
      return message as Extract<Reply, { tell: Kind }>;
    } finally {
      timeout.abort();
    }
  };
  const send = (request: Request): void => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
  };
  const end = async (): Promise<void> => {
    child.kill("SIGKILL");
    await gone;
  };

  try {
    const { versions } = await reply("ready");
    return {
      versions,
      run: async (steps) => {
        send({ ask: "run", steps });
        return (await reply("ran")).seconds;
      },
      values: async () => {
        send({ ask: "values" });
        return (await reply("values")).values;
      },
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
};
