import { normal, permutation, type Random, type RandomState, seed, uniform } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import * as State from "fp-ts/lib/State.js";
import { describe, expect } from "vitest";

const seeds = fc.integer();
const f64 = { dtype: "f64" } as const;

describe("the same seed gives the same bits", () => {
  test("on every machine: these values do not change", () => {
    expect(seed(42)).toEqual([551831576, 144025891, 322543647, -1260157926]);
    expect(uniform([3], f64)(seed(42))[0].toArray()).toEqual([
      0.3683366443495517, 0.12888765419952986, 0.30246017470245257,
    ]);
    expect(normal([2], f64)(seed(42))[0].toArray()).toEqual([0.6610327456660722, 0.846893363877045]);
    expect(permutation(8)(seed(42))[0].toArray()).toEqual([6, 1, 0, 2, 3, 4, 7, 5]);
  });

  test.prop([seeds])("a state may be saved and resumed from", (value) => {
    const [, later] = uniform([5])(seed(value));
    const saved: RandomState = JSON.parse(JSON.stringify(later));
    const [[x, end], [y, same]] = [normal([4])(saved), normal([4])(later)];
    expect([x.toArray(), end]).toEqual([y.toArray(), same]);
  });

  test.prop([seeds, fc.nat(4), fc.nat(4)])("drawing a, then b, is drawing a + b", (value, a, b) => {
    const [first, middle] = uniform([a])(seed(value));
    const [second, end] = uniform([b])(middle);
    const [both, same] = uniform([a + b])(seed(value));
    expect([[...first.toArray(), ...second.toArray()], end]).toEqual([both.toArray(), same]);
  });

  test.prop([seeds])("drawing changes neither the state that it was given nor a value drawn before", (value) => {
    const state = seed(value);
    const before = [...state];
    const [x] = uniform([2])(state);
    uniform([2])(state);
    expect([Object.isFrozen(state), [...state], uniform([2])(state)[0].equals(x)]).toEqual([true, before, true]);
  });
});

describe("the laws of State", () => {
  const draw: Random<number> = State.map((x: { toNumber(): number }) => x.toNumber())(uniform([], f64));
  const next = (x: number): Random<number> => State.map((y: number) => x + y)(draw);
  const last = (x: number): Random<number> => State.map((y: number) => x * y)(draw);
  const chain = State.chain<RandomState, number, number>;

  test.prop([seeds])("of(x) >>= f = f(x), m >>= of = m, (m >>= f) >>= g = m >>= (x ↦ f(x) >>= g)", (value) => {
    const run = <A>(m: Random<A>) => m(seed(value));
    expect(run(chain(next)(State.of(3)))).toEqual(run(next(3)));
    expect(run(chain((x: number) => State.of<RandomState, number>(x))(draw))).toEqual(run(draw));
    expect(run(chain(last)(chain(next)(draw)))).toEqual(run(chain((x: number) => chain(last)(next(x)))(draw)));
  });
});

describe("uniform", () => {
  test.prop([seeds, fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 })])(
    "low ≤ x < high",
    (value, low, width) => {
      const [x] = uniform([100], { low, high: low + width })(seed(value));
      expect(x.toArray().every((u) => u >= low && u < low + width)).toBe(true);
    },
  );

  test("high is not reached by rounding to f32 either", () => {
    // After this state comes a draw of 1 − 2⁻⁵³, which is 1 in f32.
    const almostOne = [-1, -1, 0, 0];
    expect(uniform([1], f64)(almostOne)[0].toNumber()).toBeGreaterThan(1 - 2 ** -24);
    expect(uniform([1])(almostOne)[0].toNumber()).toBeLessThan(1);
    expect(uniform([1], { low: 1, high: 2, dtype: "f64" })(almostOne)[0].toNumber()).toBeLessThan(2);
  });
});

/**
 * With `n` independent values of variance `v`, the mean of a statistic is off by more than 5 √(v/n) about once in two million seeds;
 * the seeds are fixed, so the tests either always pass or never.
 */
const within = (values: readonly number[], expected: number, variance: number): boolean => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return Math.abs(mean - expected) <= 5 * Math.sqrt(variance / values.length);
};

describe("the start of a sequence", () => {
  test("is as random over neighbouring seeds as the sequence itself", () => {
    const first = Array.from({ length: 20_000 }, (_, value) => uniform([], f64)(seed(value))[0].toNumber());
    expect(within(first, 1 / 2, 1 / 12)).toBe(true);
    expect(
      within(
        first.map((x) => (x - 0.5) ** 2),
        1 / 12,
        1 / 80 - 1 / 144,
      ),
    ).toBe(true);
    // Of independent draws the products of neighbours have mean 0 and variance 1/144 about theirs.
    expect(
      within(
        first.slice(1).map((x, i) => (x - 0.5) * ((first[i] ?? 0) - 0.5)),
        0,
        1 / 144,
      ),
    ).toBe(true);
  });

  test("depends on every bit of the seed", () => {
    const states = Array.from({ length: 32 }, (_, bit) => seed(2 ** bit).join());
    expect(new Set([seed(0).join(), ...states]).size).toBe(33);
  });
});

describe("a seed", () => {
  for (const value of [1.5, Number.NaN, Number.POSITIVE_INFINITY])
    test(`is a whole number, not ${value}`, () => {
      expect(() => seed(value)).toThrow(new RangeError(`seed: needs a whole number, got ${value}`));
    });
});

describe("moments", () => {
  const n = 100_000;

  test("uniform: mean ½, variance 1/12", () => {
    const values = uniform([n], f64)(seed(1))[0].toArray();
    expect(within(values, 1 / 2, 1 / 12)).toBe(true);
    // The fourth moment about the mean is 1/80, so the variance of (x − ½)² is 1/80 − 1/144.
    expect(
      within(
        values.map((x) => (x - 0.5) ** 2),
        1 / 12,
        1 / 80 - 1 / 144,
      ),
    ).toBe(true);
  });

  test("normal: the first four moments are 0, 1, 0 and 3", () => {
    const values = normal([n], f64)(seed(2))[0].toArray();
    // The variance of xᵏ is E x²ᵏ − (E xᵏ)², with E x² = 1, E x⁴ = 3, E x⁶ = 15, E x⁸ = 105.
    const moments = [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ] as const;
    for (const [power, expected, variance] of moments)
      expect(
        within(
          values.map((x) => x ** power),
          expected,
          variance,
        ),
      ).toBe(true);
  });

  test("normal: mean and deviation shift and scale", () => {
    const [plain, moved] = [normal([9], f64), normal([9], { ...f64, mean: 5, deviation: 2 })].map((f) => f(seed(3))[0]);
    expect(moved?.toArray()).toEqual(plain?.toArray().map((x) => 5 + 2 * x));
  });
});

describe("permutation", () => {
  test.prop([seeds, fc.nat(50)])("holds each number once", (value, size) => {
    const [order] = permutation(size)(seed(value));
    expect(order.toArray().toSorted((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
    expect(order.dtype).toBe("i32");
  });

  test("of 3: each of the 6 orders equally often", () => {
    const counts = new Map<string, number>();
    let state = seed(4);
    const runs = 6000;
    for (let run = 0; run < runs; run++) {
      const [order, after] = permutation(3)(state);
      state = after;
      counts.set(order.toArray().join(), (counts.get(order.toArray().join()) ?? 0) + 1);
    }
    // χ² with 5 degrees of freedom exceeds 33 about once in 250 000 seeds.
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - runs / 6) ** 2 / (runs / 6), 0);
    expect([counts.size, chiSquare < 33]).toEqual([6, true]);
  });
});
