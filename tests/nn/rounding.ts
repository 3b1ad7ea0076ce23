import { fc } from "@fast-check/vitest";

/**
 * Whether two numbers are the same but for rounding: `operations` roundings in f64, each at most half an epsilon of the largest
 * magnitude that entered the computation. A factor of two covers the other side's roundings.
 */
export const agrees = (actual: number, expected: number, operations: number, magnitude = Math.abs(expected)): boolean =>
  Object.is(actual, expected) || Math.abs(actual - expected) <= operations * Number.EPSILON * Math.max(magnitude, 1);

/** `agrees`, element by element, and as many elements. */
export const allAgree = (
  actual: readonly number[],
  expected: readonly number[],
  operations: number,
  magnitude?: number,
): boolean =>
  actual.length === expected.length &&
  actual.every((value, index) => agrees(value, expected[index] ?? Number.NaN, operations, magnitude));

/** A finite number of moderate size. */
export const moderate = (size = 10): fc.Arbitrary<number> => fc.double({ min: -size, max: size, noNaN: true });

/** A matrix of moderate numbers with a fixed number of columns. */
export const rows = (columns: number, size = 10): fc.Arbitrary<number[][]> =>
  fc.array(fc.array(moderate(size), { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 6 });

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
