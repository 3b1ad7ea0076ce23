import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { candidates } from "../../../../packages/wasm/src/product/dense/candidates.js";
import { fitTile, type Tile } from "../../../../packages/wasm/src/product/dense/tile.js";

const tiles = fc.constantFrom(...candidates({ relaxed: false }), ...candidates({ relaxed: true }));
const size = fc.integer({ min: 1, max: 40 });

/** Sums, a row of `b`, and an element of `a`. */
const registers = ({ rows, vectors }: Tile): number => rows * vectors + vectors + 1;

test.prop([tiles, size, size])("a fitted tile needs no more registers", (tile, rows, vectors) => {
  const fitted = fitTile(tile, rows, vectors);
  expect(registers(fitted)).toBeLessThanOrEqual(registers(tile));
  expect(Math.min(fitted.rows, fitted.vectors)).toBeGreaterThan(0);
});

test.prop([tiles, size, size])("a matrix that is large enough gets the tile itself", (tile, rows, vectors) => {
  expect(fitTile(tile, tile.rows + rows, Math.max(4, tile.vectors + vectors))).toEqual(tile);
});

test.prop([tiles, size])("a row is computed in more columns at a time", (tile, vectors) => {
  const row = fitTile(tile, 1, tile.vectors + vectors);
  expect(row.rows).toBe(1);
  expect(row.vectors).toBeGreaterThan(tile.vectors);
});
