import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@chainrule\/core\/backend$/, replacement: source("./packages/core/src/backend.ts") },
      { find: /^@chainrule\/check\/(peer|vitest)$/, replacement: source("./packages/check/src/$1/index.ts") },
      { find: /^@chainrule\/formula\/html$/, replacement: source("./packages/formula/src/html/index.ts") },
      { find: /^@chainrule\/(core|check|formula|nn|wasm|mnist)$/, replacement: source("./packages/$1/src/index.ts") },
    ],
  },
  // Files share a worker and the modules in it: all that is public is a value or a pure function, and to load it anew for each file takes
  // most of the time.
  test: { include: ["tests/**/*.test.ts"], setupFiles: ["tests/setup.ts"], testTimeout: 60_000, isolate: false },
});
