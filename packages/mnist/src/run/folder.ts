import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type * as T from "fp-ts/lib/Task.js";
import { CHECKPOINT } from "./saved.js";

/** The folder of one of several runs, below that of the experiment. */
export const folderOf = (folder: string, label: string | undefined): string =>
  label === undefined ? folder : join(folder, label.replaceAll(/[^\w.-]+/g, "-"));

/** What is in a folder; nothing where there is none. */
const list = (folder: string) => readdir(folder, { withFileTypes: true }).catch(() => []);

/** `seed-2` is before `seed-10`. */
const byNumber = new Intl.Collator("en", { numeric: true });

/** The folders with a checkpoint: this one, and those right below it, in the order of their names. */
export const runFoldersIn =
  (folder: string): T.Task<readonly string[]> =>
  async () => {
    const below = (await list(folder)).filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
    const found = await Promise.all(
      [folder, ...below.toSorted(byNumber.compare)].map(async (path) =>
        (await list(path)).some(({ name }) => name === CHECKPOINT) ? [path] : [],
      ),
    );
    return found.flat();
  };

/** Whether a folder has what a run would write: a checkpoint here or right below, a report, pictures. */
export const isTaken =
  (folder: string): T.Task<boolean> =>
  async () => {
    const names = (await list(folder)).map(({ name }) => name);
    return names.includes("report.html") || names.includes("pictures") || (await runFoldersIn(folder)()).length > 0;
  };

/** A file of a run that was being written beside its place: its name, and a number. */
const UNFINISHED = /^(?:checkpoint\.safetensors|report\.html|[\w-]+\.(?:svg|png))\.\d+$/;

/** Removes what a killed process had not finished to write into a folder of a run. */
export const removeUnfinished =
  (folder: string): T.Task<unknown> =>
  async () => {
    const places = [folder, join(folder, "pictures")];
    const files = await Promise.all(
      places.map(async (place) => (await list(place)).map(({ name }) => ({ name, path: join(place, name) }))),
    );
    const unfinished = files.flat().filter(({ name }) => UNFINISHED.test(name));
    // Whatever cannot be removed takes up room, and does no other harm.
    return Promise.all(unfinished.map(({ path }) => rm(path, { force: true }).catch(() => {})));
  };
