import type { Tensor } from "@chainrule/core";

/** The rows of a matrix. */
export const rowsOf = (matrix: Tensor): readonly (readonly number[])[] => {
  const [count = 0, size = 0] = matrix.shape;
  const values = matrix.toArray();
  return Array.from({ length: count }, (_, row) => values.slice(row * size, (row + 1) * size));
};
