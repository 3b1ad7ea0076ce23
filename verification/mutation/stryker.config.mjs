import { fileURLToPath } from "node:url";

export default {
  testRunner: "vitest",
  plugins: [fileURLToPath(import.meta.resolve("@stryker-mutator/vitest-runner"))],
  vitest: { configFile: "verification/mutation/vitest.config.ts", related: false },
  mutate: ["packages/core/src/{ops,autodiff}/**/*.ts"],
  // What is copied for the mutants to be tested on.
  ignorePatterns: [
    "**",
    "!package.json",
    "!packages/core/src/**",
    "!tests/core/**",
    "!verification/mutation/vitest.config.ts",
    "!verification/mutation/vitest/**",
  ],
  tempDirName: "verification/mutation/.stryker-tmp",
  incrementalFile: "verification/mutation/.stryker-tmp/incremental.json",
  reporters: ["json", "progress-append-only"],
  jsonReporter: { fileName: "verification/mutation/.stryker-tmp/report.json" },
  coverageAnalysis: "perTest",
  concurrency: 2,
  // A run takes seconds: what takes a minute does not end, however busy the machine.
  timeoutMS: 60_000,
  // Most of the source is evaluated as it loads, so the warning that this is slow says nothing new.
  warnings: { slow: false },
  // Types are stripped, not checked, so no comment that turns checks off is needed in the sources.
  disableTypeChecks: false,
  tsconfigFile: "none",
};
