import type { Adapter, Survey } from "@chainrule/check/peer";
import type { OpName } from "@chainrule/core";
import type { Topic } from "./topics.js";

/** What came of running the programs through one library. */
export interface Result {
  readonly adapter: Adapter;
  readonly survey: Survey;
  readonly topics: readonly Topic[];
}

/** What was run, and what came of it. */
export interface Report {
  readonly count: number;
  readonly seed: number;
  readonly maxOps: number;
  /** The operations of which the programs were made. */
  readonly operations: readonly OpName[];
  readonly results: readonly Result[];
}

/** Whether there is a disagreement that no note explains. */
export const hasUnexplained = ({ results }: Report): boolean =>
  results.some(({ topics }) => topics.some(({ note }) => note === undefined));
