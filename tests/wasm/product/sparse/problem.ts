import { fc } from "@fast-check/vitest";
import type { SparseShape } from "../../../../packages/wasm/src/product/sparse/kernel.js";

/** A sparse matrix `x: [rows, inner]` and two dense ones, `w: [inner, columns]` and `d: [rows, columns]`, row by row. */
export interface Problem extends SparseShape {
  readonly x: Float32Array;
  readonly w: Float32Array;
  readonly d: Float32Array;
}

/** Numbers in −1…1 that depend on a seed alone. */
const uniform = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
};

const shapes = fc.oneof(
  fc.record({
    rows: fc.integer({ min: 1, max: 20 }),
    inner: fc.integer({ min: 1, max: 60 }),
    columns: fc.integer({ min: 1, max: 70 }),
  }),
  fc.record({ rows: fc.constant(1), inner: fc.integer({ min: 1, max: 60 }), columns: fc.integer({ min: 1, max: 70 }) }),
  // Columns enough for rows to be streamed.
  fc.record({
    rows: fc.constant(1),
    inner: fc.integer({ min: 1, max: 60 }),
    columns: fc.integer({ min: 90, max: 340 }),
  }),
  // Enough rows and columns of x for lists of several bands.
  fc.record({
    rows: fc.integer({ min: 16, max: 20 }),
    inner: fc.integer({ min: 161, max: 500 }),
    columns: fc.integer({ min: 1, max: 20 }),
  }),
);

/** Problems of all sizes, from none to all elements of `x` zero, of either sign. */
export const problems: fc.Arbitrary<Problem> = fc
  .record({ shape: shapes, zeros: fc.constantFrom(0, 0.2, 0.5, 0.8, 0.95, 1), seed: fc.nat() })
  .map(({ shape, zeros, seed }) => {
    const next = uniform(seed);
    const floats = (size: number): Float32Array => Float32Array.from({ length: size }, next);
    const { rows, inner, columns } = shape;
    const x = floats(rows * inner).map((value) => (Math.abs(next()) < zeros ? 0 * value : value));
    return { ...shape, x, w: floats(inner * columns), d: floats(rows * columns) };
  });

/** Parts of a range of so many, cut at places that count from its start, or from its end where negative. */
export const cuts = (size: number, at: readonly number[]): readonly (readonly [number, number])[] => {
  const within = at.map((place) => (place < 0 ? Math.max(0, size + place) : place % (size + 1)));
  const places = [0, ...within, size].sort((a, b) => a - b);
  return places.slice(1).map((to, index) => [places[index] ?? 0, to]);
};

/** Places for {@link cuts}, those close to an end among them. */
export const places = fc.array(fc.oneof(fc.integer({ min: -2, max: 2 }), fc.nat(1000)), { maxLength: 3 });
