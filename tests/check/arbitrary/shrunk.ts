import { fc } from "@fast-check/vitest";

/** The simplest value for which a property fails, by fast-check's own shrinking. */
export const shrunk = <A>(arbitrary: fc.Arbitrary<A>, holds: (value: A) => boolean, seed: number): A | undefined =>
  fc.check(fc.property(arbitrary, holds), { seed, numRuns: 1000 }).counterexample?.[0];
