import * as O from "fp-ts/lib/Option.js";
import type { Specimen } from "../specimen/specimen.js";
import { attempt } from "./attempt.js";
import { smaller } from "./smaller.js";

const firstFaulty = (origin: Specimen, isFaulty: (specimen: Specimen) => boolean): Specimen | undefined => {
  for (const candidate of smaller(origin))
    if (O.exists((faulty) => faulty === true)(attempt(() => isFaulty(candidate)))) return candidate;
  return undefined;
};

/**
 * A faulty specimen of which no simpler one that `smaller` knows is faulty: greedily, the first that is takes the place of the last.
 *
 * One at which the predicate throws ShapeError, DTypeError, GradientError or RangeError is not faulty: a rule may depend on sizes, or on
 * nodes that are no longer there. It ends because the measures are natural numbers, of which each step makes one smaller.
 */
export const reduce = (origin: Specimen, isFaulty: (specimen: Specimen) => boolean): Specimen => {
  let current = origin;
  for (let next: Specimen | undefined = origin; next !== undefined; next = firstFaulty(current, isFaulty))
    current = next;
  return current;
};
