import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { Code } from "../../../packages/wasm/src/code/code.js";
import { type FloatLanes, lanesOf } from "../../../packages/wasm/src/lanes/float.js";
import { type Exact, ulpsFromExact } from "../exact.js";
import { mapping, relaxations } from "../mapping.js";
import { ulpsBetween } from "../ulp.js";

type FloatDType = FloatLanes["dtype"];

/** A function of one number and how well it is approximated. */
export interface Approximation {
  readonly of: (lanes: FloatLanes, x: Code) => Code;
  /** The same in double precision, by which f32 is measured, and f64 in places where `exact` does not reach. */
  readonly real: (x: number) => number;
  readonly exact: (x: number) => Exact;
  /** The largest error in units in the last place, for each dtype. */
  readonly bound: Readonly<Record<FloatDType, number>>;
  /** The largest error of `real`. */
  readonly realBound: number;
  /** Where it is neither constant nor out of its domain. */
  readonly range: readonly [number, number];
  readonly special: readonly number[];
  /** Arguments whose results are exact in both widths. */
  readonly known: readonly (readonly [x: number, y: number])[];
}

const { POSITIVE_INFINITY: inf, NaN: nan, MIN_VALUE: tiny, MAX_VALUE: huge } = Number;

/** Arguments at which floats of any width change their ways. */
const edges = [0, 1, inf, 2 ** -149, 2 ** -127, 2 ** -126, 2 ** -25, 3.4028234663852886e38].flatMap((x) => [x, -x]);
const doubleEdges = [tiny, 2 ** -1023, 2 ** -1022, 2 ** -54, huge].flatMap((x) => [x, -x]);

const grid = ([from, to]: readonly [number, number], points: number): number[] =>
  Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));

/** Numbers of all sizes: bit patterns, and what fast-check thinks likely to fail. */
const numbers = { f32: fc.float(), f64: fc.double() } as const;

const inDType = (dtype: FloatDType, values: readonly number[]): readonly number[] =>
  dtype === "f32" ? values.map(Math.fround) : values;

/** The arguments whose results are further from the truth than the bound says. */
const beyond = (
  run: (values: ArrayLike<number>) => number[],
  values: readonly number[],
  bound: number,
  distance: (result: number, x: number) => number,
): readonly unknown[] =>
  run(values).flatMap((result, i) => {
    const x = values[i] ?? nan;
    const off = distance(result, x);
    return off <= bound ? [] : [{ x, result, off }];
  });

/** Tests a function of one number for both widths, with and without relaxed multiply-add. */
export const describeApproximation = (
  name: string,
  { of, real, exact, bound, realBound, range, special, known }: Approximation,
): void => {
  const modes = (["f32", "f64"] as const).flatMap((dtype) => relaxations.map((relaxed) => ({ dtype, relaxed })));

  describe.each(modes)(`${name} of $dtype, relaxed: $relaxed`, ({ dtype, relaxed }) => {
    const lanes = lanesOf(dtype, { relaxed, lanes: dtype === "f32" ? 4 : 2 });
    const run = mapping([dtype], dtype, dtype === "f32" ? 4 : 2, (x) => of(lanes, x));
    const fromReal = (result: number, x: number): number => ulpsBetween(dtype, result, real(x));
    // A double may be as far from what it is measured by as both are from the truth; for f32 a double is the truth.
    const realSlack = dtype === "f32" ? bound.f32 : bound.f64 + realBound;

    test(`is within ${bound[dtype]} ulp throughout its range`, () => {
      const values = inDType(dtype, grid(range, dtype === "f32" ? 200_001 : 4001));
      const distance = dtype === "f32" ? fromReal : (result: number, x: number) => ulpsFromExact(result, exact(x));
      // Near 0 there are not enough digits to be exact to; the other tests look there.
      const away = dtype === "f32" ? values : values.filter((x) => Math.abs(x) > 2 ** -20);
      expect(beyond(run, away, bound[dtype], distance)).toEqual([]);
    });

    test.prop([fc.array(numbers[dtype], { minLength: 50, maxLength: 200 })])(
      "agrees on all sizes of numbers",
      (values) => {
        expect(beyond(run, values, realSlack, fromReal)).toEqual([]);
      },
    );

    test("agrees at its edges", () => {
      const values = inDType(dtype, [nan, ...edges, ...(dtype === "f64" ? doubleEdges : []), ...special]);
      expect(beyond(run, values, realSlack, fromReal)).toEqual([]);
    });

    test("is exact where it must be", () => {
      expect(run(known.map(([x]) => x))).toEqual(known.map(([, y]) => y));
    });
  });
};
