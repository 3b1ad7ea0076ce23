import { normal, permutation, type Random, tensorFrom } from "@chainrule/core";
import * as S from "fp-ts/lib/State.js";
import type { Examples } from "./examples.js";

/** What to make a generated set with. */
export interface GeneratedOptions {
  /** How many points. */
  readonly count: number;
  /** The standard deviation of the Gaussian noise on each coordinate. */
  readonly noise: number;
  readonly dtype: "f32" | "f64";
}

/** A set in the plane, `inputs` `[count, 2]`: a value that takes random numbers. */
export type Generator = (options: GeneratedOptions) => Random<Examples>;

type Point = readonly [x: number, y: number];

/** Where point `index` of the `count` points of a class lies, without noise. */
type Curve = (index: number, count: number) => Point;

const examplesFrom = (points: readonly Point[], labels: readonly number[], dtype: "f32" | "f64"): Examples => ({
  inputs: tensorFrom([points.length, 2], points.flat(), { dtype }),
  labels: tensorFrom([points.length], labels, { dtype: "u8" }),
});

const checkOptions = ({ count, noise }: GeneratedOptions): void => {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`generated set: needs a positive whole number of points, got ${count}`);
  if (!(Number.isFinite(noise) && noise >= 0))
    throw new RangeError(`generated set: needs noise that is finite and not negative, got ${noise}`);
};

/** Half of the points on either curve (the odd one on the second), with noise, in random order. Computed in f64. */
const twoClasses =
  (first: Curve, second: Curve): Generator =>
  (options) => {
    checkOptions(options);
    const { count, noise, dtype } = options;
    const half = Math.floor(count / 2);
    const pointOf = (index: number): Point => (index < half ? first(index, half) : second(index - half, count - half));
    return (state) => {
      const [order, afterOrder] = permutation(count)(state);
      const [offsets, next] = normal([count, 2], { deviation: noise, dtype: "f64" })(afterOrder);
      const moves = offsets.toTypedArray();
      const chosen = order.toArray();
      const points = chosen.map((index, row): Point => {
        const [x, y] = pointOf(index);
        return [x + (moves[2 * row] ?? 0), y + (moves[2 * row + 1] ?? 0)];
      });
      const labels = chosen.map((index) => (index < half ? 0 : 1));
      return [examplesFrom(points, labels, dtype), next];
    };
  };

/** Always the same points: count and noise do not apply, no random number is taken. */
const always =
  (points: readonly Point[], labels: readonly number[]): Generator =>
  ({ dtype }) =>
    S.of(examplesFrom(points, labels, dtype));

const circle = (angle: number, radius = 1): Point => [radius * Math.cos(angle), radius * Math.sin(angle)];

/** Evenly from 0 to π, both included. */
const halfTurn = (index: number, count: number): number => (count === 1 ? 0 : (Math.PI * index) / (count - 1));

/**
 * Two interleaved half circles: class 0 is `(cos t, sin t)`, class 1 is `(1 − cos t, ½ − sin t)`, `t` evenly in `[0, π]`.
 *
 * @throws RangeError when the count is not a positive whole number, or the noise is negative or not finite.
 *
 * Source: `make_moons` of scikit-learn.
 *
 * @example
 * import { seed } from "@chainrule/core";
 * import { twoMoons } from "@chainrule/mnist";
 * const [{ inputs, labels }] = twoMoons({ count: 4, noise: 0, dtype: "f64" })(seed(1));
 * assert.deepEqual(inputs.shape, [4, 2]);
 * assert.deepEqual(labels.toArray().sort(), [0, 0, 1, 1]);
 */
export const twoMoons: Generator = twoClasses(
  (index, count) => circle(halfTurn(index, count)),
  (index, count) => {
    const [x, y] = circle(halfTurn(index, count));
    return [1 - x, 0.5 - y];
  },
);

/**
 * Two circles around the origin: class 0 is `(cos t, sin t)`, class 1 is half of that, `t` evenly in `[0, 2π)`.
 *
 * @throws RangeError when the count is not a positive whole number, or the noise is negative or not finite.
 *
 * Source: `make_circles` of scikit-learn, with factor ½.
 *
 * @example
 * import { seed } from "@chainrule/core";
 * import { circles } from "@chainrule/mnist";
 * const [{ inputs }] = circles({ count: 1, noise: 0, dtype: "f64" })(seed(1));
 * assert.deepEqual(inputs.toNested(), [[0.5, 0]]);
 */
export const circles: Generator = twoClasses(
  (index, count) => circle((2 * Math.PI * index) / count),
  (index, count) => circle((2 * Math.PI * index) / count, 0.5),
);

/** Point `index` of `count` on a spiral of one and a half turns, begun at an angle. */
const spiral =
  (start: number): Curve =>
  (index, count) => {
    const t = (index + 1) / count;
    return circle(start + 3 * Math.PI * t, t);
  };

/**
 * Two arms of a spiral: class `k` is `t (cos θ, sin θ)` with `θ = 3πt + kπ`, `t` evenly in `(0, 1]`.
 *
 * @throws RangeError when the count is not a positive whole number, or the noise is negative or not finite.
 *
 * Source: after K. J. Lang, M. J. Witbrock, "Learning to tell two spirals apart" (1988), whose arms turn three times.
 *
 * @example
 * import { seed } from "@chainrule/core";
 * import { spirals } from "@chainrule/mnist";
 * const [{ inputs }] = spirals({ count: 100, noise: 0, dtype: "f64" })(seed(1));
 * assert.ok(inputs.toArray().every((coordinate) => Math.abs(coordinate) <= 1));
 */
export const spirals: Generator = twoClasses(spiral(0), spiral(Math.PI));

/**
 * The four corners of the unit square; class 1 is where exactly one coordinate is 1. Count and noise do not apply.
 *
 * @example
 * import { seed } from "@chainrule/core";
 * import { xor } from "@chainrule/mnist";
 * const [{ inputs, labels }] = xor({ count: 4, noise: 0, dtype: "f32" })(seed(1));
 * assert.deepEqual(inputs.toNested(), [[0, 0], [0, 1], [1, 0], [1, 1]]);
 * assert.deepEqual(labels.toArray(), [0, 1, 1, 0]);
 */
export const xor: Generator = always(
  [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  [0, 1, 1, 0],
);

/** The one sample of the worked 2-2-2 example: `x = (0.05, 0.10)`, whose target is `(0.01, 0.99)`. */
export const firstWorkedExample: Generator = always([[0.05, 0.1]], [1]);

/** The one sample of the second worked example: `x = (0.1, 0.2)`, whose target is `(0.01, 0.99)`. */
export const secondWorkedExample: Generator = always([[0.1, 0.2]], [1]);
