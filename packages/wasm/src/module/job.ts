import type { Func } from "../code/code.js";

/** Work that can be cut into units, which do not depend on each other: a function `(from, to)` by its name. */
export interface Job {
  readonly name: string;
  readonly units: number;
  /** About how many elements or products it computes. */
  readonly work: number;
}

/** What a stage becomes: functions, and the jobs among them that are to be done, one after another. */
export interface Compiled {
  readonly functions: readonly Func[];
  readonly jobs: readonly Job[];
}
