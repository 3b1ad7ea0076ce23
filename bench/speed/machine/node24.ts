import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pipe } from "fp-ts/lib/function.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import { printedBy } from "./run-command.js";
import { type NodeRuntime, runtimeOf } from "./runtime.js";

/** Beside what is installed, so that it is neither part of the project nor fetched twice. */
const CACHE = fileURLToPath(new URL("../../../node_modules/.cache/node24", import.meta.url));

const CACHED = join(CACHE, "node_modules/node/bin/node");

/** The npm package `node` holds the program itself. */
const install: TE.TaskEither<string, string> = pipe(
  printedBy("npm", ["install", "--prefix", CACHE, "--no-save", "--no-audit", "--no-fund", "node@24"]),
  TE.map(() => CACHED),
);

const versionAt = (path: string): TE.TaskEither<string, NodeRuntime> =>
  pipe(
    printedBy(path, ["--version"]),
    TE.map((version) => runtimeOf(path, version)),
  );

/** The given Node, or version 24 from the npm registry; left says why there is none. */
export const node24 = (given: string | undefined): TE.TaskEither<string, NodeRuntime> => {
  if (given !== undefined) return versionAt(given);
  return pipe(existsSync(CACHED) ? TE.right(CACHED) : install, TE.flatMap(versionAt));
};
