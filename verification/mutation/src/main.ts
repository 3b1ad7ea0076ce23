// Runs Stryker on the rules, or on the files given as arguments, and sets what lives against the list of equivalent mutants.

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { equivalences } from "./equivalents.js";
import { judge } from "./judge.js";
import { mutantsOf, type StrykerReport } from "./mutant.js";
import { renderEquivalents, renderReport } from "./render.js";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const here = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const versionOf = (name: string, from: string): string => {
  // Safe: what a package.json says of itself.
  const { version } = createRequire(from)(`${name}/package.json`) as { readonly version: string };
  return version;
};

const files = process.argv.slice(2);
const started = Date.now();
const { status } = spawnSync(
  process.execPath,
  [
    here("node_modules/@stryker-mutator/core/bin/stryker.js"),
    "run",
    here("stryker.config.mjs"),
    ...(files.length > 0 ? ["--mutate", files.join()] : []),
  ],
  { cwd: root, stdio: "inherit" },
);
if (status !== 0) {
  process.stderr.write("mutate: Stryker could not run the tests; see above\n");
  process.exit(1);
}

// Safe: Stryker writes its reports by this schema.
const report = JSON.parse(readFileSync(here(".stryker-tmp/report.json"), "utf8")) as StrykerReport;
const verdict = judge(mutantsOf(report), equivalences);

if (files.length === 0) {
  const run = {
    seconds: (Date.now() - started) / 1000,
    cores: availableParallelism(),
    versions: {
      Stryker: versionOf("@stryker-mutator/core", here("package.json")),
      vitest: versionOf("vitest", `${root}package.json`),
      "fast-check": versionOf("fast-check", `${root}package.json`),
      Node: process.versions.node,
    },
  };
  writeFileSync(here("REPORT.md"), renderReport(verdict, run));
  writeFileSync(here("EQUIVALENTS.md"), renderEquivalents(equivalences));
}

for (const { file, lineNumber, mutator, from, to, status } of verdict.survivors)
  process.stderr.write(`${file}:${lineNumber}: ${status}: ${mutator}: ${from} → ${to}\n`);
for (const key of verdict.stale) process.stderr.write(`equivalents.ts lists what is no longer so: ${key}\n`);
const [survivors, stale] = [verdict.survivors.length, verdict.stale.length];
if (survivors + stale > 0) {
  process.stderr.write(`mutate: ${survivors} mutants live that are not listed, ${stale} are listed that do not\n`);
  process.exit(1);
}
process.stdout.write("mutate: every mutant that is not listed as equivalent was killed\n");
