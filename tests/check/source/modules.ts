import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Texts as modules, in a folder of their own. */
export interface Modules {
  readonly folder: string;
  /** Writes a text as a module: its file. */
  readonly write: (text: string) => string;
  /** Writes a text as a module, and runs it: what it exports. */
  readonly run: (text: string) => Promise<Readonly<Record<string, unknown>>>;
  readonly remove: () => void;
}

/** A folder for modules that a test makes; `name` keeps those of tests that run at the same time apart. */
export const modulesIn = (name: string): Modules => {
  const folder = fileURLToPath(new URL(`./generated/${name}`, import.meta.url));
  mkdirSync(folder, { recursive: true });
  let count = 0;
  const write = (text: string): string => {
    const file = join(folder, `module-${count++}.ts`);
    writeFileSync(file, `${text}\nexport {};\n`);
    return file;
  };
  return {
    folder,
    write,
    run: (text) => import(/* @vite-ignore */ pathToFileURL(write(text)).href),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
