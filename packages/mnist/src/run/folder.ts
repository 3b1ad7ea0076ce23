import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type * as T from "fp-ts/lib/Task.js";
import { CHECKPOINT } from "./saved.js";

/** The folder of one of several runs, below that of the experiment. */
export const folderOf = (folder: string, label: string | undefined): string =>
  label === undefined ? folder : join(folder, label.replaceAll(/[^\w.-]+/g, "-"));

/** What is in a folder; nothing where there is none. */
const list = (folder: string) => readdir(folder, { withFileTypes: true }).catch(() => []);

/** The folders with a checkpoint: this one, and those right below it. */
export const runFoldersIn =
  (folder: string): T.Task<readonly string[]> =>
  async () => {
    const below = (await list(folder)).filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
    const found = await Promise.all(
      [folder, ...below].map(async (path) =>
        (await list(path)).some(({ name }) => name === CHECKPOINT) ? [path] : [],
      ),
    );
    return found.flat();
  };
