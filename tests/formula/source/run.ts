import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Nested } from "@chainrule/core";
import { afterAll } from "vitest";

/** What the function of a source gives, by name. */
export type Results = Readonly<Record<string, Nested>>;
type Inputs = Readonly<Record<string, Nested>>;

/** A folder for sources, that is gone after the tests of the file that asks for it. */
export const sourceFolder = (): { readonly path: string; readonly write: (source: string) => string } => {
  const parent = fileURLToPath(new URL("./generated", import.meta.url));
  mkdirSync(parent, { recursive: true });
  const path = mkdtempSync(join(parent, "sources-"));
  let count = 0;
  afterAll(() => {
    rmSync(path, { recursive: true, force: true });
  });
  return {
    path,
    write: (source) => {
      const file = join(path, `source-${count++}.ts`);
      writeFileSync(file, source);
      return file;
    },
  };
};

/** The function `gradient` of a file. */
export const gradientIn = async (file: string): Promise<(inputs: Inputs) => Results> => {
  const module: unknown = await import(/* @vite-ignore */ pathToFileURL(file).href);
  if (typeof module === "object" && module !== null && "gradient" in module && typeof module.gradient === "function") {
    const { gradient } = module;
    return (inputs) => gradient(inputs);
  }
  throw new Error(`no function in ${file}`);
};

/** The numbers of nested arrays, in row-major order. */
export const flat = (values: Nested | undefined): readonly number[] =>
  typeof values === "number" ? [values] : (values ?? []).flatMap(flat);

/** The names of the inputs of a source, which stand in the order of those of the derivation. */
export const inputNames = (source: string): readonly string[] => {
  const [, fields = ""] = /^export interface Inputs \{([^}]*)\}/mu.exec(source) ?? [];
  return [...fields.matchAll(/^ {2}readonly ([^:]+):/gmu)].map(([, name = ""]) => name);
};
