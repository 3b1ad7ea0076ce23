import type { Matrix } from "./matrix.js";
import { mapMatrix } from "./matrix.js";

/** Half the distance from 1 to the next number in single precision. */
export const UNIT_ROUNDOFF = 2 ** -24;

/**
 * What rounding to single precision may do. A product whose inner axis has `n` terms is the exact product of factors that are off by `γ = n u`
 * relative to each element, in whatever order it sums (Higham, "Accuracy and Stability of Numerical Algorithms", 3.5); `factor` puts a factor
 * off by a random part of that. `stored` does the same for what a few elementwise operations leave behind.
 */
export interface Rounding {
  readonly factor: (factor: Matrix, terms: number) => Matrix;
  readonly stored: (value: Matrix) => Matrix;
}

/** Operations between one array that is stored and the next, at most: those of a sigmoid, its derivative and the update. */
const ELEMENTWISE = 8;

export const exact: Rounding = { factor: (factor) => factor, stored: (value) => value };

/** Uniform numbers in `−1 … 1`: a linear congruential sequence (Knuth), which is quick and good enough to perturb with. */
const signedNumbers = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
};

/** One possible rounding, by chance. */
export const sampledRounding = (seed: number): Rounding => {
  const draw = signedNumbers(seed);
  const off = (value: Matrix, relative: number): Matrix => mapMatrix(value, (x) => x * (1 + relative * draw()));
  return {
    factor: (factor, terms) => off(factor, terms * UNIT_ROUNDOFF),
    stored: (value) => off(value, ELEMENTWISE * UNIT_ROUNDOFF),
  };
};
