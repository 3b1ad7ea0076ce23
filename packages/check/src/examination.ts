import { type Backend, interpreter } from "@chainrule/core";
import { compact } from "fp-ts/lib/Array.js";
import { type Comparison, disagrees, type OracleName } from "./oracle/oracle.js";
import { oraclesWith } from "./oracle/oracles.js";
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

/** Whose word is taken. */
export interface Jury {
  /** Which backends must agree with the interpreter; default: the interpreter, on simplified programs. */
  readonly backends?: readonly Backend[];
  /**
   * What counts at a kink, where a derivative is a matter of convention: `convention`, that reverse mode and forward mode follow the same,
   * relu′(0) = 0, |x|′(0) = 0, equal shares for ties (the default); or `nothing`, for a custom rule that has a convention of its own.
   */
  readonly kinks?: "convention" | "nothing";
}

/** All oracles on a problem. */
export const examine = (problem: Problem, { backends = [interpreter] }: Jury = {}): Examination => {
  const modes = modesOf(problem);
  const opinions = compact(oraclesWith(backends).map(({ prepare }) => prepare(problem)));
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

/** What is found in one place. */
export interface Finding {
  readonly comparisons: readonly Comparison[];
  /** Whether oracles were passed over because the place is at a kink, or within reach of one. */
  readonly isKink: boolean;
}

/** Differences look at both sides of a kink, and so does the complex step: that of `x²` has a negative real part. */
const looksBeside: readonly OracleName[] = ["differences", "complex step"];

/** Whether a comparison says something of the convention that holds at a kink. Where the gradient is infinite, or NaN, there is none. */
const countsAtKinks = ({ oracle, reverse }: Comparison): boolean =>
  !looksBeside.includes(oracle) && (typeof reverse === "bigint" || Number.isFinite(reverse));

/** What all oracles, but for those that a kink silences, find in one place. */
export const findingAt = (
  { compare, isKink }: Examination,
  place: Place,
  { kinks = "convention" }: Jury = {},
): Finding => {
  const comparisons = compare(place);
  if (!comparisons.some(disagrees) || !isKink(place)) return { comparisons, isKink: false };
  return { comparisons: kinks === "nothing" ? [] : comparisons.filter(countsAtKinks), isKink: true };
};
