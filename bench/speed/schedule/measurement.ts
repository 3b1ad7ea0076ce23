import type { Contender } from "../contender/roster.js";
import type { Agreement } from "../reference/agreement.js";
import type { Expected } from "../reference/expected.js";
import type { WorkloadName } from "../workload/workload.js";

/** What came of a contender on a workload. */
export type Outcome =
  | {
      readonly kind: "measured";
      /** One rate for each round, in the unit of the workload; none where it was only compared. */
      readonly rates: readonly number[];
      readonly agreement: Agreement;
      readonly versions: Readonly<Record<string, string>>;
    }
  | { readonly kind: "failed"; readonly reason: string };

export interface Measurement {
  readonly workload: WorkloadName;
  readonly contender: Contender;
  /** What its values are compared with. */
  readonly expected: readonly Expected[];
  readonly outcome: Outcome;
}

/** Milliseconds from the call to the result of Chainrule's first step of B, one for each fresh process. */
export interface FirstStep {
  readonly contender: Contender;
  readonly milliseconds: readonly number[];
  /** Where there was none. */
  readonly reason: string | undefined;
}
