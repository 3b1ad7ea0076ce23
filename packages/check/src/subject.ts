import { printProgram } from "@chainrule/core";
import * as fc from "fast-check";
import type * as O from "fp-ts/lib/Option.js";
import * as RA from "fp-ts/lib/ReadonlyArray.js";
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js";
import { showArguments } from "./input/literal.js";
import { undefinedIn } from "./problem/domain.js";
import { type Trace, tensorsOf } from "./problem/trace.js";
import type { Counterexample } from "./report.js";
import { type Sample, samples } from "./sample.js";

/** A function on inputs of known shapes. */
export interface Subject {
  readonly trace: Trace;
  readonly undefinedAt: ReturnType<typeof undefinedIn>;
}

/** The smallest first. */
export type Subjects<S extends Subject = Subject> = ReadonlyNonEmptyArray<S>;

export const subjectOf = (trace: Trace): Subject => ({ trace, undefinedAt: undefinedIn(trace) });

/** Why a function is not defined at a sample, if it is not. */
export const undefinedFor = ({ subject, args }: Sample<Subject>): O.Option<string> =>
  subject.undefinedAt(tensorsOf(args));

export const exampleOf = ({ inputs, slots, result }: Trace, args: readonly unknown[] = inputs): Counterexample => ({
  args: showArguments(args),
  program: printProgram({ inputs: slots.map(({ node }) => node), outputs: [result] }),
});

/** How samples are drawn, and how many. */
export interface Sampling {
  readonly runs: number;
  readonly seed?: number;
}

/**
 * Runs a property on samples; those that it discards are not among the runs. Where it fails, the smaller subjects are given another chance
 * to fail: values are drawn anew when the shape shrinks, and may by chance be such that nothing is wrong.
 */
export const run = <S extends Subject>(
  subjects: Subjects<S>,
  { runs, ...seed }: Sampling,
  property: (sample: Sample<S>) => boolean,
): fc.RunDetails<[Sample<S>]> => {
  // More discards than runs, and too little has been checked. A path and examples that are configured globally are of another property.
  const parameters = { numRuns: runs, maxSkipsPerRun: 1, path: "", examples: [], ...seed };
  const details = fc.check(fc.property(samples(subjects), property), parameters);
  const [sample] = details.counterexample ?? [];
  const smaller = subjects.slice(0, sample === undefined ? 0 : subjects.indexOf(sample.subject));
  if (!RA.isNonEmpty(smaller)) return details;
  const again = run(smaller, { runs, seed: details.seed }, property);
  return again.counterexample === null ? details : again;
};
