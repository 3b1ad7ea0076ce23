// What a matrix product is, as data.

/** A matrix in memory: element `(i, j)` lies `i · rowStride + j · columnStride` elements from its base. */
export interface MatrixLayout {
  readonly rowStride: number;
  readonly columnStride: number;
}

/** `c ← a b`, with `a` of shape `[rows, inner]` and `b` of `[inner, columns]`; `c` is contiguous, row by row. */
export interface DenseProduct {
  readonly dtype: "f32" | "f64";
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly a: MatrixLayout;
  readonly b: MatrixLayout;
  /** `c ← c + scale · a b` instead. */
  readonly update?: { readonly scale: number };
}

const transposed = ({ rowStride, columnStride }: MatrixLayout): MatrixLayout => ({
  rowStride: columnStride,
  columnStride: rowStride,
});

/** `cᵀ ← bᵀ aᵀ`: the same product in the same memory, where `c` is a vector. */
export const transposedProduct = (product: DenseProduct): DenseProduct => ({
  ...product,
  rows: product.columns,
  columns: product.rows,
  a: transposed(product.b),
  b: transposed(product.a),
});
