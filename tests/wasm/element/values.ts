import { type DType, tensorFrom } from "@chainrule/core";
import { allocate } from "@chainrule/core/backend";
import { fc } from "@fast-check/vitest";

const { POSITIVE_INFINITY: inf, NaN: nan, MIN_VALUE: tiny, MAX_VALUE: huge } = Number;

const both = (values: readonly number[]): readonly number[] => values.flatMap((x) => [x, -x]);

/** Elements at which operations change their ways: signed zeros, the ends of each dtype, what is just beyond 32 bits. */
export const notable: Readonly<Record<DType, readonly number[]>> = {
  f32: [nan, ...both([0, 0.5, 1, 1.5, 2, 255.75, 256, 2 ** 31, 2 ** 32 + 512, 2 ** 40, 2 ** -149, 2 ** 127, inf])],
  f64: [
    nan,
    ...both([0, 0.5, 1, 1.5, 2, 255.75, 256, 2 ** 31 - 0.5, 2 ** 31, 2 ** 32 - 1, 2 ** 32 + 1.5, 2 ** 53 + 2]),
    ...both([1e300, tiny, huge, inf]),
  ],
  i32: [-(2 ** 31), ...both([0, 1, 2, 3, 7, 255, 256, 46341, 65537, 2 ** 30, 2 ** 31 - 1])],
  u8: [0, 1, 2, 3, 16, 127, 128, 200, 254, 255],
};

/** Any element of a dtype. */
export const element: Readonly<Record<DType, fc.Arbitrary<number>>> = {
  f32: fc.float(),
  f64: fc.double(),
  i32: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  u8: fc.integer({ min: 0, max: 255 }),
};

/** Every combination of notable elements of the dtypes, as a list for each. */
export const combinations = (dtypes: readonly DType[]): readonly (readonly number[])[] => {
  const rows = dtypes.reduce<readonly (readonly number[])[]>(
    (known, dtype) => known.flatMap((row) => notable[dtype].map((value) => [...row, value])),
    [[]],
  );
  return dtypes.map((_, index) => rows.map((row) => row[index] ?? nan));
};

/** A tensor of a list; what a dtype does not hold is stored as its typed array stores it. */
export const listOf = (dtype: DType, values: readonly number[]) => {
  const stored = allocate(dtype, values.length);
  stored.set(values);
  return tensorFrom([values.length], stored);
};
