import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const alone = ["tests/examples/*.test.ts", "tests/reference-systems/*.test.ts", "tests/core/expr/deep.test.ts"];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@chainrule\/core\/backend$/, replacement: source("./packages/core/src/backend.ts") },
      { find: /^@chainrule\/check\/(peer|vitest)$/, replacement: source("./packages/check/src/$1/index.ts") },
      { find: /^@chainrule\/formula\/html$/, replacement: source("./packages/formula/src/html/index.ts") },
      { find: /^@chainrule\/(core|check|formula|nn|wasm|mnist)$/, replacement: source("./packages/$1/src/index.ts") },
    ],
  },
  test: {
    setupFiles: ["tests/setup.ts"],
    testTimeout: 60_000,
    maxWorkers: "100%",
    projects: [
      {
        // Files share a worker and the modules in it: all that is public is a value or a pure function, and to load it anew for each file
        // would take most of the time.
        extends: true,
        test: {
          name: "shared",
          include: ["tests/**/*.test.ts"],
          exclude: [...alone, "**/node_modules/**"],
          isolate: false,
        },
      },
      // Loops that have seen every kind of data are slow: what computes for long with the interpreter has a worker for itself.
      { extends: true, test: { name: "alone", include: alone } },
    ],
  },
});
