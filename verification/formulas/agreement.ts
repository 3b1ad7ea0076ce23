import type { Rounded } from "@chainrule/check";

/** Elements that differ by more than rounding. */
export interface Difference {
  /** In row-major order. */
  readonly place: number;
  readonly found: number;
  readonly executed: number;
  readonly allowed: number;
}

/** What any formula may be off, relative to numbers above 1. */
const FLOOR = 1e-9;

const finite = (error: number): number => (Number.isFinite(error) ? error : 0);

/**
 * How far apart two computations of one number may be. Each is off from the exact number by at most its own running error, of first order
 * in ε, so they are off from each other by at most the sum; twice that covers what is of higher order, products of two errors, for as long
 * as errors are small against their numbers. Running errors of well-conditioned formulas are some ε = 2⁻⁵² times the numbers that occur
 * in them; the floor of 10⁻⁹ leaves room for a constant that was printed in decimals. An error without bound allows nothing more than that.
 */
export const allowed = (found: Rounded, executed: Rounded): number =>
  Math.max(FLOOR * Math.max(1, Math.abs(executed.value)), 2 * (finite(found.error) + finite(executed.error)));

/** The first elements that differ. Where the executed one has no value, as 0/0 has none, a formula in which that cancels may have one. */
export const differenceOf = (found: readonly Rounded[], executed: readonly Rounded[]): Difference | undefined => {
  const differences = executed.flatMap((expected, place): readonly Difference[] => {
    const { [place]: actual = { value: Number.NaN, error: 0 } } = found;
    const limit = allowed(actual, expected);
    const [a, b] = [actual.value, expected.value];
    const isSame = a === b || Number.isNaN(b) || (Number.isFinite(b) && Math.abs(a - b) <= limit);
    return isSame ? [] : [{ place, found: actual.value, executed: expected.value, allowed: limit }];
  });
  return differences[0];
};

/** Whether as many elements were found, and none differs. */
export const agrees = (found: readonly Rounded[], executed: readonly Rounded[]): boolean =>
  found.length === executed.length && differenceOf(found, executed) === undefined;
