import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const tests = fileURLToPath(new URL("..", import.meta.url));
const compiler = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));

/** What the compiler has to say of the modules in a folder below this package, as strictly as of the tests themselves where no options differ. */
export const typeErrorsIn = (folder: string, compilerOptions: Readonly<Record<string, boolean>> = {}): string => {
  const config = join(folder, "tsconfig.json");
  const base = join(relative(folder, tests), "tsconfig.json");
  writeFileSync(config, JSON.stringify({ extends: base, compilerOptions, include: ["*.ts"] }));
  try {
    return execFileSync(process.execPath, [compiler, "--noEmit", "-p", config], { encoding: "utf8" });
  } catch (error) {
    return error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
  }
};
