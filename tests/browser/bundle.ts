import { fileURLToPath } from "node:url";
import { build } from "vite";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The files of the page, by the name that they are served under; the packages are those that the tests see. */
export const bundle = async (): Promise<ReadonlyMap<string, string | Uint8Array>> => {
  const built = await build({
    configFile: path("../../vitest.config.ts"),
    root: path("page"),
    logLevel: "warn",
    build: { write: false, target: "esnext" },
  });
  if (!("output" in built)) throw new TypeError("expected one bundle");
  return new Map(built.output.map((file) => [file.fileName, file.type === "chunk" ? file.code : file.source]));
};
