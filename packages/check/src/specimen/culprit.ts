import * as O from "fp-ts/lib/Option.js";
import * as RA from "fp-ts/lib/ReadonlyArray.js";
import type { Jury } from "../examination.js";
import type { Order } from "../problem/problem.js";
import { reduce } from "../shrink/reduce.js";
import type { Specimen } from "./specimen.js";
import { disagreement, type Verdict } from "./verdict.js";

/** Directions are random: a fault that is hidden along the first will show along another. */
const SEEDS = [1, 2, 3];

/** The smallest part of a specimen that shows a disagreement, and the disagreement. */
export interface Culprit {
  readonly part: Specimen;
  readonly verdict: Verdict;
}

/**
 * The smallest part of a specimen on which the oracles disagree about a derivative: what comes before it is replaced by its value, what
 * comes after is dropped. None where nothing shows along the directions that are tried.
 */
export const culpritOf = (specimen: Specimen, order: Order, jury: Jury): O.Option<Culprit> => {
  const orders: readonly Order[] = order === 1 ? [1] : [1, 2];
  // A rule that closes over a tensor may not fit a smaller shape: that it cannot be built there is another fault.
  const shown = (candidate: Specimen): O.Option<Verdict> =>
    RA.findFirstMap((seed: number) => disagreement(candidate, { ...jury, orders, seed }))(SEEDS);
  return O.map((first: Verdict): Culprit => {
    const part = reduce(specimen, (candidate) => O.isSome(shown(candidate)));
    return { part, verdict: O.getOrElse(() => first)(shown(part)) };
  })(shown(specimen));
};
