import * as O from "fp-ts/lib/Option.js";
import type { Rounded } from "../numeric/rounded.js";
import type { Modes, Place } from "../problem/place.js";
import type { Problem } from "../problem/problem.js";

/** Who says what a derivative is. */
export type OracleName =
  | "forward mode"
  | "complex step"
  | "differences"
  | "prime field"
  | "linearity"
  | `backend ${string}`;

/** What reverse mode and an oracle say of one derivative. */
export interface Comparison {
  readonly oracle: OracleName;
  readonly reverse: number | bigint;
  readonly expected: number | bigint;
  /** By how much they may differ. */
  readonly bound: number;
  /** Their difference as a multiple of the bound: more than 1 is a disagreement. */
  readonly ratio: number;
}

/**
 * An independent opinion of a derivative: the problem is prepared once, and then looked at in many places. None where the oracle does not
 * apply to the problem, or has nothing to say at the place.
 */
export interface Oracle {
  readonly name: OracleName;
  readonly prepare: (problem: Problem) => O.Option<(place: Place, modes: Modes) => O.Option<Comparison>>;
}

export const disagrees = ({ ratio }: Comparison): boolean => ratio > 1;

/**
 * Rounding bounds are of first order and count one ε for each operation; complex functions and erf are off by a few. An oracle and reverse
 * mode may differ by this many times their bounds.
 */
const MARGIN = 8;

/** Derivatives below this are nothing: the complex step, which carries them times 2⁻⁵⁰⁰, begins to lose them to underflow. */
const UNDERFLOW = 2 ** -550;

/** By how much rounding alone can part readings with these errors. */
export const roundingOf = (...readings: readonly Rounded[]): number =>
  MARGIN * readings.reduce((sum, { error }) => sum + error, 0) + UNDERFLOW;

/** A comparison of real numbers. An oracle without a finite number has nothing to say; a gradient without one is wrong if the oracle has. */
export const compared = (
  oracle: OracleName,
  reverse: number,
  expected: number,
  bound: number,
): O.Option<Comparison> => {
  if (!Number.isFinite(expected)) return O.none;
  if (!Number.isFinite(reverse)) return O.some({ oracle, reverse, expected, bound, ratio: Number.POSITIVE_INFINITY });
  return Number.isFinite(bound)
    ? O.some({ oracle, reverse, expected, bound, ratio: Math.abs(reverse - expected) / bound })
    : O.none;
};
