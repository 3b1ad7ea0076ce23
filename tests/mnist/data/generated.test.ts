import { seed } from "@chainrule/core";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it, test } from "vitest";
import { circles, type Generator, spirals, twoMoons, xor } from "../../../packages/mnist/src/data/generated.js";

const SEED = seed(7);

interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

const pointsOf = (make: Generator, count: number, noise: number, from = SEED): readonly Point[] => {
  const [{ inputs, labels }] = make({ count, noise, dtype: "f64" })(from);
  const coordinates = inputs.toArray();
  return labels
    .toArray()
    .map((label, row) => ({ x: coordinates[2 * row] ?? Number.NaN, y: coordinates[2 * row + 1] ?? Number.NaN, label }));
};

/** Rounded, so that points can be compared as a set. */
const shown = ({ x, y, label }: Point): string =>
  `${label}: ${(x + 0).toFixed(6)} ${(y + 0).toFixed(6)}`.replaceAll("-0.000000", "0.000000");

const drawn = { twoMoons, circles, spirals };

describe.each(Object.entries(drawn))("%s", (_, make) => {
  property.prop([fc.integer({ min: 1, max: 40 }), fc.nat()])(
    "half of the points are of either class, the odd one of class 1, all of them somewhere",
    (count, start) => {
      const points = pointsOf(make, count, 0.1, seed(start));
      expect(points.filter(({ label }) => label === 1)).toHaveLength(Math.ceil(count / 2));
      expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    },
  );

  test("noise moves each coordinate by its standard deviation, around where it was, and alone", () => {
    const still = pointsOf(make, 2000, 0);
    const moved = pointsOf(make, 2000, 0.3);
    const moves = moved.flatMap(({ x, y }, row) => [x - (still[row]?.x ?? 0), y - (still[row]?.y ?? 0)]);
    const mean = moves.reduce((sum, move) => sum + move, 0) / moves.length;
    const deviation = Math.sqrt(moves.reduce((sum, move) => sum + (move - mean) ** 2, 0) / moves.length);
    const across = moves.filter((_, place) => place % 2 === 0);
    const covariance = across.reduce((sum, move, row) => sum + move * (moves[2 * row + 1] ?? 0), 0) / across.length;
    // Five standard errors of n = 4000 draws: σ / √n of the mean, σ / √(2 n) of the deviation, σ² / √n of the covariance of n pairs.
    expect(Math.abs(mean)).toBeLessThan((5 * 0.3) / Math.sqrt(4000));
    expect(Math.abs(deviation - 0.3)).toBeLessThan((5 * 0.3) / Math.sqrt(8000));
    expect(Math.abs(covariance)).toBeLessThan((5 * 0.3 ** 2) / Math.sqrt(2000));
  });

  test("the order depends on the random numbers, the points do not", () => {
    const [one, again, other] = [SEED, SEED, seed(8)].map((from) => pointsOf(make, 50, 0, from).map(shown));
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expect(other?.toSorted()).toEqual(one?.toSorted());
    expect(one).not.toEqual(one?.toSorted());
  });

  test("in f32 they are the same points, rounded", () => {
    const options = { count: 30, noise: 0.2 };
    const [{ inputs: wide }] = make({ ...options, dtype: "f64" })(SEED);
    const [{ inputs: narrow, labels }, next] = make({ ...options, dtype: "f32" })(SEED);
    expect(narrow.dtype).toBe("f32");
    expect(labels.dtype).toBe("u8");
    expect(narrow.toArray()).toEqual(wide.toArray().map(Math.fround));
    expect(next).not.toEqual(SEED);
  });

  it.each([
    [0, 0.1, "needs a positive whole number of points, got 0"],
    [1.5, 0.1, "needs a positive whole number of points, got 1.5"],
    [Number.NaN, 0.1, "needs a positive whole number of points, got NaN"],
    [9, -0.1, "needs noise that is finite and not negative, got -0.1"],
    [9, Number.NaN, "needs noise that is finite and not negative, got NaN"],
    [9, Number.POSITIVE_INFINITY, "needs noise that is finite and not negative, got Infinity"],
  ])("refuses %d points with noise %d", (count, noise, message) => {
    expect(() => make({ count, noise, dtype: "f32" })).toThrow(new RangeError(`generated set: ${message}`));
  });
});

const half = Math.SQRT1_2;

test("moons are half circles around (0, 0), upwards, and (1, ½), downwards", () => {
  const expected = [
    ...[
      [1, 0],
      [half, half],
      [0, 1],
      [-half, half],
      [-1, 0],
    ].map(([x = 0, y = 0]) => ({ x, y, label: 0 })),
    ...[
      [0, 0.5],
      [1 - half, 0.5 - half],
      [1, -0.5],
      [1 + half, 0.5 - half],
      [2, 0.5],
    ].map(([x = 0, y = 0]) => ({ x, y, label: 1 })),
  ];
  expect(pointsOf(twoMoons, 10, 0).map(shown).toSorted()).toEqual(expected.map(shown).toSorted());
});

test("circles go round without coming back to where they began, the inner one at half the radius", () => {
  const outer = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ].map(([x = 0, y = 0]) => ({ x, y, label: 0 }));
  const inner = outer.map(({ x, y }) => ({ x: x / 2, y: y / 2, label: 1 }));
  expect(pointsOf(circles, 8, 0).map(shown).toSorted()).toEqual([...outer, ...inner].map(shown).toSorted());
});

test("spirals wind outwards by one and a half turns, each the other turned by half a turn", () => {
  // At t = 1/3, 2/3 and 1 the first arm has turned by π, 2π and 3π.
  const arm = [
    [-1 / 3, 0],
    [2 / 3, 0],
    [-1, 0],
  ].map(([x = 0, y = 0]) => ({ x, y, label: 0 }));
  const other = arm.map(({ x, y }) => ({ x: -x, y: -y, label: 1 }));
  expect(pointsOf(spirals, 6, 0).map(shown).toSorted()).toEqual([...arm, ...other].map(shown).toSorted());
});

test("xor takes no random numbers, whatever the count and the noise", () => {
  const [{ inputs }, next] = xor({ count: 99, noise: 5, dtype: "f64" })(SEED);
  expect(inputs.toNested()).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  expect(next).toBe(SEED);
});
