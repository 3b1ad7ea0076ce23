import type { Equivalence } from "./equivalents.js";
import type { Tally, Verdict } from "./judge.js";

/** What a run took, and with what. */
export interface Run {
  readonly seconds: number;
  readonly cores: number;
  readonly versions: Readonly<Record<string, string>>;
}

const sum = (tallies: readonly Tally[], of: (tally: Tally) => number): number =>
  tallies.reduce((total, tally) => total + of(tally), 0);

/** Detected mutants among those that could be, in percent: below 100 it is not rounded up to it. */
const scoreOf = ({ killed, timedOut, survived }: Tally): string => {
  const detected = killed + timedOut;
  if (survived === 0) return "100 %";
  return `${(Math.floor((1000 * detected) / (detected + survived)) / 10).toFixed(1)} %`;
};

const duration = (seconds: number): string => `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;

/** The committed report, as Markdown. */
export const renderReport = ({ tallies }: Verdict, { seconds, cores, versions }: Run): string => {
  const total: Tally = {
    file: "total",
    killed: sum(tallies, (t) => t.killed),
    timedOut: sum(tallies, (t) => t.timedOut),
    equivalent: sum(tallies, (t) => t.equivalent),
    survived: sum(tallies, (t) => t.survived),
  };
  const row = (t: Tally, name: string): string =>
    `| ${name} | ${t.killed + t.timedOut + t.equivalent + t.survived} | ${t.killed} | ${t.timedOut} | ${t.equivalent} | ${t.survived} | ${scoreOf(t)} |`;
  return `# Mutation testing of the derivative rules

\`pnpm mutate\` changes the source of every operation and of the derivatives in every way that Stryker knows, one change at a time, and runs
the tests that meet the change. A mutant is *killed* when a test fails, and *timed out* when the tests do not end. No kind of mutant is left
out. One that no test can tell from the original is *equivalent*: [EQUIVALENTS.md](EQUIVALENTS.md) gives the reason for each, and the
command fails if another survives or if one of the list is gone. The score counts all but the equivalent ones.

Stryker knows no mathematics: it turns conditions, operators, texts, lists and whole functions, but never leaves out a \`neg\` or exchanges
two arguments. Faults of that kind are planted by hand in \`tests/check/program/planted.ts\`, and found by random programs.

**Score: ${scoreOf(total)}** of ${total.killed + total.timedOut + total.survived} mutants, in ${duration(seconds)} on ${cores} cores.

| file | mutants | killed | timed out | equivalent | survived | score |
|---|---:|---:|---:|---:|---:|---:|
${tallies.map((tally) => row(tally, tally.file.replace(/^packages\/core\/src\//, ""))).join("\n")}
${row(total, "**total**")}

With ${Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ")}.
`;
};

/** Text in a table cell, as code. */
const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

/** The list of equivalent mutants, as Markdown. */
export const renderEquivalents = (equivalences: readonly Equivalence[]): string => {
  const files = [...new Set(equivalences.map(({ file }) => file))];
  const section = (file: string): string =>
    `## ${file}\n\n${equivalences
      .filter((equivalence) => equivalence.file === file)
      .map(
        ({ line, mutants, reason }) =>
          `${code(line)}\n\n${reason}\n\n| mutator | original | mutant |\n|---|---|---|\n${mutants
            .map(([mutator, from, to]) => `| ${mutator} | ${code(from)} | ${code(to)} |`)
            .join("\n")}\n`,
      )
      .join("\n")}`;
  const sections = files.length === 0 ? "There are none.\n" : files.map(section).join("\n");
  return `# Equivalent mutants

Changes of the source that no test can tell from the original, with the reason for each. Written by \`pnpm mutate\` from
\`src/equivalents.ts\`.

${sections}`;
};
