import type { TrainingState } from "../training/state.js";
import type { Result } from "./reporter.js";
import type { Variant } from "./request.js";
import type { Run } from "./run.js";

/** A run that came to its end. */
export interface Finished {
  readonly variant: Variant;
  readonly run: Run;
  readonly state: TrainingState;
  readonly result: Result;
}
