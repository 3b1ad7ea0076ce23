import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { lanesOf } from "../../../packages/wasm/src/lanes/float.js";
import { pow } from "../../../packages/wasm/src/math/power.js";
import { exactPower, ulpsFromExact } from "../exact.js";
import { mapping, relaxations } from "../mapping.js";
import { ulpsBetween } from "../ulp.js";

const { POSITIVE_INFINITY: inf, NaN: nan, MIN_VALUE: tiny, MAX_VALUE: huge } = Number;

/** The largest errors in units in the last place: of ours, and of the engine's own power. */
const bound = { f32: 0.5 + 2 ** -10, f64: 0.75 };
const ownBound = 1;

const special = {
  f32: [0, 0.5, 1, 1.5, 2, 3, inf, 2 ** -149, 2 ** -126, 2 ** 24 - 1, 2 ** 24, 2 ** 25, 3.4028234663852886e38],
  f64: [
    0,
    0.5,
    1,
    1 + 2 ** -52,
    1 - 2 ** -53,
    1.5,
    2,
    3,
    1023,
    1024,
    inf,
    tiny,
    2 ** -1022,
    2 ** 52,
    2 ** 53 - 1,
    huge,
  ],
};

const pairsOf = (values: readonly number[]): readonly (readonly [number, number])[] =>
  values.flatMap((a) => values.map((b) => [a, b] as const));

const modes = (["f32", "f64"] as const).flatMap((dtype) => relaxations.map((relaxed) => ({ dtype, relaxed })));

describe.each(modes)("pow of $dtype, relaxed: $relaxed", ({ dtype, relaxed }) => {
  const count = dtype === "f32" ? 4 : 2;
  const lanes = lanesOf(dtype, { relaxed, lanes: count });
  const run = mapping([dtype, dtype], dtype, count, (a, b) => pow(lanes, a, b));

  const beyond = (pairs: readonly (readonly [number, number])[], limit: number): readonly unknown[] =>
    run(
      pairs.map(([a]) => a),
      pairs.map(([, b]) => b),
    ).flatMap((result, i) => {
      const [a, b] = pairs[i] ?? [nan, nan];
      const off = ulpsBetween(dtype, result, a ** b);
      return off <= limit ? [] : [{ a, b, result, off }];
    });

  const slack = dtype === "f32" ? bound.f32 : bound.f64 + ownBound;
  const number = dtype === "f32" ? fc.float() : fc.double();

  test("is JavaScript's at zeros, ones, infinities, NaN and the ends of the numbers", () => {
    const values = [nan, ...special[dtype].flatMap((x) => [x, -x])];
    expect(beyond(pairsOf(values), slack)).toEqual([]);
  });

  test.prop([fc.array(fc.tuple(number, number), { minLength: 50, maxLength: 200 })])("agrees on all sizes", (pairs) => {
    expect(beyond(pairs, slack)).toEqual([]);
  });

  // The logarithm of the base decides how far the exponent may go.
  const moderate = fc.tuple(number, number).filter(([a, b]) => a > 0 && Math.abs(b * Math.log(a)) < 700);
  test.prop([fc.array(moderate, { minLength: 20, maxLength: 50 })])("agrees where the result is finite", (pairs) => {
    expect(beyond(pairs, slack)).toEqual([]);
  });

  test("whole powers of whole numbers are exact where they can be", () => {
    const limit = dtype === "f32" ? 2 ** 24 : 2 ** 53;
    const pairs = Array.from({ length: 201 }, (_, i) => i - 100).flatMap((a) =>
      Array.from({ length: 52 }, (_, b) => [a, b] as const).filter(([, b]) => Math.abs(a) ** b <= limit),
    );
    const results = run(
      pairs.map(([a]) => a),
      pairs.map(([, b]) => b),
    );
    expect(results).toEqual(pairs.map(([a, b]) => Number(BigInt(a) ** BigInt(b))));
  });
});

describe.each(relaxations)("pow of f64, relaxed: %s", (relaxed) => {
  const lanes = lanesOf("f64", { relaxed, lanes: 2 });
  const run = mapping(["f64", "f64"], "f64", 2, (a, b) => pow(lanes, a, b));

  test(`is within ${bound.f64} ulp`, () => {
    // Bases around 1 and from 1/150 to 150, exponents up to where the result leaves the numbers.
    const pairs = Array.from({ length: 4000 }, (_, i) => {
      const a = i % 2 === 0 ? Math.exp((i - 2000) / 400) : 0.6 + i / 4000;
      return [a, (Math.sin(i) * 700) / Math.abs(Math.log(a) || 1)] as const;
    });
    const results = run(
      pairs.map(([a]) => a),
      pairs.map(([, b]) => b),
    );
    const off = pairs.map(([a, b], i) => ({ a, b, off: ulpsFromExact(results[i] ?? nan, exactPower(a, b)) }));
    expect(off.filter((found) => !(found.off <= bound.f64))).toEqual([]);
  });
});
