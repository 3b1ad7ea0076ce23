import type { Expected } from "./expected.js";

/** What a contender gave, and how far off it is, as a share of what rounding may do: 1 is all of it. */
export interface Agreement {
  readonly values: readonly number[];
  readonly share: number;
}

/** Compares in order; what is missing, or is not a number, is infinitely far off. */
export const agreementOf = (expected: readonly Expected[], values: readonly number[]): Agreement => ({
  values,
  share: expected.reduce((worst, { value, bound }, index) => {
    const share = Math.abs((values[index] ?? Number.NaN) - value) / bound;
    return Number.isNaN(share) ? Number.POSITIVE_INFINITY : Math.max(worst, share);
  }, 0),
});

export const agrees = ({ share }: Agreement): boolean => share <= 1;
