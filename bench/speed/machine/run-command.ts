import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as E from "fp-ts/lib/Either.js";
import * as TE from "fp-ts/lib/TaskEither.js";

const execute = promisify(execFile);

/** What a command prints, or why it failed, in one line. */
export const printedBy = (file: string, args: readonly string[]): TE.TaskEither<string, string> =>
  TE.tryCatch(
    async () => (await execute(file, [...args])).stdout.trim(),
    (error) => E.toError(error).message.trim().split("\n").at(-1) ?? "",
  );
