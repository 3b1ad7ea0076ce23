import { fc } from "@fast-check/vitest";
import type { DenseOptions } from "../../../../packages/wasm/src/product/dense/dense.js";
import type { DenseProduct, MatrixLayout } from "../../../../packages/wasm/src/product/dense/product.js";

/** A product with its operands as they lie in memory, where what is no element is NaN, and with what `c` holds before. */
export interface Problem {
  readonly product: DenseProduct;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly c: Float64Array;
  /** Which operand ends where memory ends. */
  readonly last: "a" | "b";
}

/** Row by row, column by column, and neither, with gaps between lines and elements; or a vector or number that stands for a matrix. */
type LayoutKind = (rows: number, columns: number) => MatrixLayout;

const gap = fc.integer({ min: 0, max: 3 });

const layoutKinds: fc.Arbitrary<LayoutKind> = fc.oneof(
  {
    weight: 3,
    arbitrary: gap.map(
      (g): LayoutKind =>
        (_, columns) => ({ rowStride: columns + g, columnStride: 1 }),
    ),
  },
  {
    weight: 3,
    arbitrary: gap.map(
      (g): LayoutKind =>
        (rows) => ({ rowStride: 1, columnStride: rows + g }),
    ),
  },
  fc.tuple(gap, gap).map(
    ([g, h]): LayoutKind =>
      (_, columns) => ({ rowStride: (columns + g) * (h + 2), columnStride: h + 2 }),
  ),
  fc.constantFrom<LayoutKind>(
    () => ({ rowStride: 0, columnStride: 1 }),
    () => ({ rowStride: 1, columnStride: 0 }),
    () => ({ rowStride: 0, columnStride: 0 }),
  ),
);

const sizes = (min: number, max: number) => fc.integer({ min, max });

const shapes = fc.oneof(
  fc.record({ rows: sizes(0, 40), inner: sizes(0, 40), columns: sizes(0, 40) }),
  fc.record({ rows: fc.constant(1), inner: sizes(1, 40), columns: sizes(1, 60) }),
  fc.record({ rows: sizes(1, 60), inner: sizes(1, 40), columns: fc.constant(1) }),
  // Enough uses of each element of a for a copy of it.
  fc.record({ rows: sizes(1, 20), inner: sizes(1, 20), columns: sizes(64, 90) }),
);

/** A matrix of numbers in −1…1 that depend on the seed alone. */
const matrix = (
  rows: number,
  columns: number,
  layout: MatrixLayout,
  seed: number,
  dtype: "f32" | "f64",
): Float64Array => {
  const { rowStride, columnStride } = layout;
  const size = rows * columns === 0 ? 0 : (rows - 1) * rowStride + (columns - 1) * columnStride + 1;
  const filled = new Float64Array(size).fill(Number.NaN);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const place = row * rowStride + column * columnStride;
      const value = Math.sin(seed + place ** 2);
      filled[place] = dtype === "f32" ? Math.fround(value) : value;
    }
  return filled;
};

const contiguous = (_: number, columns: number): MatrixLayout => ({ rowStride: columns, columnStride: 1 });

export const problems: fc.Arbitrary<Problem> = fc
  .record({
    shape: shapes,
    dtype: fc.constantFrom("f32" as const, "f64" as const),
    left: layoutKinds,
    right: layoutKinds,
    update: fc.option(fc.record({ scale: fc.constantFrom(1, -1, -0.01, 3) }), { nil: undefined }),
    last: fc.constantFrom("a" as const, "b" as const),
    seed: fc.nat(1000),
  })
  .map(({ shape, dtype, left, right, update, last, seed }) => {
    const { rows, inner, columns } = shape;
    const [a, b] = [left(rows, inner), right(inner, columns)];
    return {
      product: { ...shape, dtype, a, b, ...(update === undefined ? {} : { update }) },
      a: matrix(rows, inner, a, seed, dtype),
      b: matrix(inner, columns, b, seed + 1, dtype),
      c: matrix(rows, columns, contiguous(rows, columns), seed + 2, dtype),
      last,
    };
  });

export const tunings: fc.Arbitrary<Omit<DenseOptions, "relaxed">> = fc.record({
  tile: fc.record({ rows: sizes(1, 7), vectors: sizes(1, 5) }),
  rowsPerBlock: sizes(1, 30),
});

/** Each element of the result, from what `c` held and the pairs of factors in the order of `inner`. */
export const elementwise = (
  { product, a, b, c }: Problem,
  element: (before: number, factors: readonly (readonly [number, number])[]) => number,
): readonly number[] =>
  Array.from(c, (before, place) => {
    const [row, column] = [Math.floor(place / product.columns), place % product.columns];
    const factors = Array.from({ length: product.inner }, (_, k): readonly [number, number] => [
      a[row * product.a.rowStride + k * product.a.columnStride] ?? Number.NaN,
      b[k * product.b.rowStride + column * product.b.columnStride] ?? Number.NaN,
    ]);
    return element(before, factors);
  });
