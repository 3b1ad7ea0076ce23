import { existsSync } from "node:fs";
import { pipe } from "fp-ts/lib/function.js";
import * as TE from "fp-ts/lib/TaskEither.js";
import { printedBy } from "./run-command.js";

/** Debian's own, which finds Debian's packages, where there is one. */
const SYSTEM = "/usr/bin/python3";

export const defaultPython = existsSync(SYSTEM) ? SYSTEM : "python3";

/** Right where this Python can import a module. */
export const pythonWith = (python: string, module: string): TE.TaskEither<string, string> =>
  pipe(
    printedBy(python, ["-c", `import ${module}`]),
    TE.map(() => python),
  );
