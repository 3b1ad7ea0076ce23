import { sizeOf } from "@chainrule/core";
import { type Examination, findingAt, type Jury } from "./examination.js";
import { type Comparison, disagrees } from "./oracle/oracle.js";
import type { Point } from "./problem/derivative.js";
import { elementOf } from "./problem/element.js";
import type { Place } from "./problem/place.js";
import type { Slot } from "./problem/trace.js";

/** A disagreement about the derivative by certain elements, one for each order; by none, where it shows along random directions only. */
export interface Located {
  /** `0.weights[1, 0]`. */
  readonly by: readonly string[];
  readonly comparisons: readonly Comparison[];
}

interface Candidate extends Located {
  readonly directions: readonly Point<number>[];
}

const worstOf = (comparisons: readonly Comparison[]): number => Math.max(0, ...comparisons.map(({ ratio }) => ratio));

/** 1 in one element, and nothing elsewhere. */
const unit = (slots: readonly Slot[], slot: Slot, place: number): Point<number> =>
  slots.map((other) =>
    Array.from({ length: sizeOf(other.node.shape) }, (_, index) => (other === slot && index === place ? 1 : 0)),
  );

/**
 * The elements by which a derivative is most wrong, given a place where it is: each random direction in turn, the last first, is replaced
 * by the unit direction that leaves the largest disagreement.
 */
export const locate = (examination: Examination, slots: readonly Slot[], place: Place, jury: Jury): Located => {
  const { problem } = examination;
  const compare = (at: Place): readonly Comparison[] => findingAt(examination, at, jury).comparisons;
  const varying = slots.filter(({ varies }) => varies);
  const units = varying.flatMap((slot) =>
    Array.from({ length: sizeOf(slot.node.shape) }, (_, index) => ({
      name: elementOf(slot, index),
      direction: unit(varying, slot, index),
    })),
  );
  const start: Candidate = { by: [], comparisons: compare(place), directions: place.directions };
  const located = Array.from({ length: problem.order }, (_, nth) => problem.order - 1 - nth).reduce<Candidate>(
    (known, turn) =>
      units
        .map(({ name, direction }): Candidate => {
          const directions = known.directions.map((other, index) => (index === turn ? direction : other));
          return { by: [...known.by, name], comparisons: compare({ ...place, directions }), directions };
        })
        .reduce((worst, candidate) =>
          worstOf(candidate.comparisons) > worstOf(worst.comparisons) ? candidate : worst,
        ),
    start,
  );
  return located.comparisons.some(disagrees) ? located : start;
};
