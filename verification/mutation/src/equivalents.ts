/** Mutants of one line that no test can tell from the original. */
export interface Equivalence {
  readonly file: string;
  /** The line on which the mutants begin, without indentation. */
  readonly line: string;
  readonly mutants: readonly (readonly [mutator: string, from: string, to: string])[];
  /** Why no test can tell. */
  readonly reason: string;
}

export const equivalences: readonly Equivalence[] = [];
