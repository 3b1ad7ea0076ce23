import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The nearest manifest at or above a folder. */
const manifestAbove = (folder: string): string => {
  const path = join(folder, "package.json");
  return existsSync(path) || folder === dirname(folder) ? path : manifestAbove(dirname(folder));
};

/** The version of an installed package. */
export const installedVersion = (name: string): string => {
  const main = createRequire(import.meta.url).resolve(name);
  const manifest: unknown = JSON.parse(readFileSync(manifestAbove(dirname(main)), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "?";
};
