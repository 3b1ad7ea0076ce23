import { describe, expect, test } from "vitest";
import { type DensePlan, planDense } from "../../../../packages/wasm/src/product/dense/plan.js";
import type { DenseProduct, MatrixLayout } from "../../../../packages/wasm/src/product/dense/product.js";
import { partsIn } from "../../../../packages/wasm/src/product/dense/run.js";

type Order = "rows" | "columns";

const layout = (order: Order, rows: number, columns: number): MatrixLayout =>
  order === "rows" ? { rowStride: columns, columnStride: 1 } : { rowStride: 1, columnStride: rows };

const product = (rows: number, inner: number, columns: number, left: Order, right: Order): DenseProduct => ({
  ...{ dtype: "f32", rows, inner, columns },
  a: layout(left, rows, inner),
  b: layout(right, inner, columns),
});

const plan = (asked: DenseProduct): DensePlan => planDense(asked, { tile: { rows: 5, vectors: 2 } });

describe("what is packed", () => {
  test.each([
    ["b, where many rows use it", product(64, 784, 300, "rows", "rows"), "packed", false],
    ["not b, where few rows use it", product(3, 784, 300, "rows", "rows"), "rows", false],
    ["not b, where it is as narrow as a panel", product(64, 300, 10, "rows", "rows"), "rows", false],
    ["not b, where one row meets its columns", product(1, 300, 784, "rows", "columns"), "columns", false],
    ["a too, where its columns are contiguous", product(784, 64, 300, "columns", "rows"), "packed", true],
    ["not a, where few columns use it", product(784, 64, 20, "columns", "rows"), "packed", false],
  ] as const)("%s", (_, asked, right, packsLeft) => {
    expect(plan(asked)).toMatchObject({ right, packsLeft });
  });
});

describe("threads share out", () => {
  test("the tiles of many rows", () => {
    expect(plan(product(64, 784, 300, "rows", "rows")).shares).toBe("tiles");
  });

  test("the panels of few", () => {
    const { shares, panels } = plan(product(1, 784, 300, "rows", "rows"));
    expect(shares).toBe("panels");
    expect(partsIn(panels)).toBeGreaterThan(4);
  });
});

test("a product with a vector to the right is one with a vector to the left", () => {
  const { isTransposed, product: planned } = plan(product(300, 784, 1, "rows", "rows"));
  expect(isTransposed).toBe(true);
  expect(planned).toMatchObject({ rows: 1, columns: 300, b: { rowStride: 1, columnStride: 784 } });
});
