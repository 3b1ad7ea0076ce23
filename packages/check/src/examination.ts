import { compact } from "fp-ts/lib/Array.js";
import { type Comparison, disagrees } from "./oracle/oracle.js";
import { oracles } from "./oracle/oracles.js";
import { kinksOf } from "./problem/kink.js";
import { modesOf, type Place } from "./problem/place.js";
import type { Problem } from "./problem/problem.js";

/** What the oracles say of a problem, which is prepared once and then looked at in many places. */
export interface Examination {
  readonly problem: Problem;
  /** The comparison with each oracle that has something to say. */
  readonly compare: (place: Place) => readonly Comparison[];
  readonly isKink: (place: Place) => boolean;
}

/** All oracles on a problem. */
export const examine = (problem: Problem): Examination => {
  const modes = modesOf(problem);
  const opinions = compact(oracles.map(({ prepare }) => prepare(problem)));
  return {
    problem,
    compare: (place) => {
      const both = modes(place);
      return compact(opinions.map((opinion) => opinion(place, both)));
    },
    // Seldom asked, hence prepared only then.
    isKink: (place) => kinksOf(problem)(place),
  };
};

/** What is found in one place: comparisons, none of them where a kink makes the derivative a matter of convention. */
export const comparisonsAt = ({ compare, isKink }: Examination, place: Place): readonly Comparison[] => {
  const comparisons = compare(place);
  return comparisons.some(disagrees) && isKink(place) ? [] : comparisons;
};
