import type { Equivalence } from "./equivalents.js";
import type { Mutant } from "./mutant.js";

/** How the mutants of a file fared. */
export interface Tally {
  readonly file: string;
  readonly killed: number;
  readonly timedOut: number;
  readonly equivalent: number;
  /** Survivors that nothing excuses. */
  readonly survived: number;
}

/** What a run of mutation tests amounts to. */
export interface Verdict {
  readonly tallies: readonly Tally[];
  /** Mutants that live, and are not listed as equivalent. */
  readonly survivors: readonly Mutant[];
  /** Listed mutants that were killed, or that no longer exist: as `file: line: from → to`. */
  readonly stale: readonly string[];
}

const isDead = ({ status }: Mutant): boolean => status === "Killed" || status === "Timeout";

const keyOf = ({ file, line, mutator, from, to }: Pick<Mutant, "file" | "line" | "mutator" | "from" | "to">): string =>
  `${file}: ${line}: ${mutator}: ${from} → ${to}`;

const keysOf = ({ file, line, mutants }: Equivalence): readonly string[] =>
  mutants.map(([mutator, from, to]) => keyOf({ file, line, mutator, from, to }));

const countBy = <A>(items: readonly A[], key: (item: A) => string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
};

/**
 * Sets the mutants of a run against the list of equivalent ones. Each entry of the list stands for one mutant: two mutants that look the
 * same, on lines that look the same, need two entries.
 */
export const judge = (mutants: readonly Mutant[], equivalences: readonly Equivalence[]): Verdict => {
  const files = [...new Set(mutants.map(({ file }) => file))];
  const excused = countBy(equivalences.filter(({ file }) => files.includes(file)).flatMap(keysOf), (key) => key);
  const living = mutants.filter((mutant) => !isDead(mutant));
  const livingBy = countBy(living, keyOf);
  const isExcused = (mutant: Mutant): boolean =>
    (excused.get(keyOf(mutant)) ?? 0) >= (livingBy.get(keyOf(mutant)) ?? 0);

  return {
    tallies: files.map((file) => {
      const here = mutants.filter((mutant) => mutant.file === file);
      const count = (holds: (mutant: Mutant) => boolean): number => here.filter(holds).length;
      return {
        file,
        killed: count(({ status }) => status === "Killed"),
        timedOut: count(({ status }) => status === "Timeout"),
        equivalent: count((mutant) => !isDead(mutant) && isExcused(mutant)),
        survived: count((mutant) => !isDead(mutant) && !isExcused(mutant)),
      };
    }),
    survivors: living.filter((mutant) => !isExcused(mutant)),
    stale: [...excused].flatMap(([key, count]) => (count > (livingBy.get(key) ?? 0) ? [key] : [])),
  };
};
