/** A product of matrices `a: [rows, inner]` and `b: [inner, columns]`, given by their elements. */
export interface Factors {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly a: (row: number, k: number) => number | undefined;
  readonly b: (k: number, column: number) => number | undefined;
}

/** For each element of the product a fold over its terms, by ascending k, from 0. */
export const sums = (
  { rows, inner, columns, a, b }: Factors,
  add: (sum: number, a: number, b: number) => number,
): readonly number[] =>
  Array.from({ length: rows * columns }, (_, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    let sum = 0;
    for (let k = 0; k < inner; k++) sum = add(sum, a(row, k) ?? Number.NaN, b(k, column) ?? Number.NaN);
    return sum;
  });

/** The sum in f32, each step rounded. */
export const addRounded = (sum: number, a: number, b: number): number => Math.fround(sum + Math.fround(a * b));

export const addReal = (sum: number, a: number, b: number): number => sum + a * b;

/** What the rounding of a sum is relative to. */
export const addMagnitude = (sum: number, a: number, b: number): number => sum + Math.abs(a * b);
