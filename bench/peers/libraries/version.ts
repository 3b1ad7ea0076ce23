import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** The version of an installed package whose main file is in a folder beside its manifest. */
export const installedVersion = (name: string): string => {
  const main = pathToFileURL(createRequire(import.meta.url).resolve(name));
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", main), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "?";
};
