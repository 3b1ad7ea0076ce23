import * as O from "fp-ts/lib/Option.js";
import type { Jury } from "../examination.js";
import type { Order } from "../problem/problem.js";
import { reduce } from "../shrink/reduce.js";
import type { Specimen } from "./specimen.js";
import { disagreement } from "./verdict.js";

/** Directions are random: a fault that is hidden along the first will show along another. */
const SEEDS = [1, 2, 3];

/**
 * The smallest part of a specimen on which the oracles disagree about a derivative: what comes before it is replaced by its value, what
 * comes after is dropped. None where nothing shows along the directions that are tried.
 */
export const culpritOf = (specimen: Specimen, order: Order, jury: Jury): O.Option<Specimen> => {
  const orders: readonly Order[] = order === 1 ? [1] : [1, 2];
  // A rule that closes over a tensor may not fit a smaller shape: that it cannot be built there is another fault.
  const shows = (candidate: Specimen): boolean =>
    SEEDS.some((seed) => O.isSome(disagreement(candidate, { ...jury, orders, seed })));
  return shows(specimen) ? O.some(reduce(specimen, shows)) : O.none;
};
