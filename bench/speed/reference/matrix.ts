/** Rows of numbers in double precision, one after the other. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

export const matrix = (rows: number, columns: number, data: ArrayLike<number>): Matrix => ({
  rows,
  columns,
  data: Float64Array.from(data),
});

export const mapMatrix = ({ rows, columns, data }: Matrix, f: (value: number, place: number) => number): Matrix => ({
  rows,
  columns,
  data: data.map(f),
});

export const transposed = ({ rows, columns, data }: Matrix): Matrix => ({
  rows: columns,
  columns: rows,
  data: data.map((_, place) => data[(place % rows) * columns + Math.floor(place / rows)] ?? 0),
});

/** `A B`; zeros of `A`, of which digits have many, cost nothing. */
export const product = (a: Matrix, b: Matrix): Matrix => {
  const data = new Float64Array(a.rows * b.columns);
  for (let row = 0; row < a.rows; row++)
    for (let inner = 0; inner < a.columns; inner++) {
      const factor = a.data[row * a.columns + inner] ?? 0;
      if (factor === 0) continue;
      const [to, from] = [row * b.columns, inner * b.columns];
      for (let column = 0; column < b.columns; column++)
        data[to + column] = (data[to + column] ?? 0) + factor * (b.data[from + column] ?? 0);
    }
  return { rows: a.rows, columns: b.columns, data };
};
