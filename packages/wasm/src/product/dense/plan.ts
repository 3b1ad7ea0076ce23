// How a product is computed, as pure data: in which parts, and from which copies.

import { type DenseProduct, transposedProduct } from "./product.js";
import { cutEvenly, cutIntoVectors, partsIn, type Run } from "./run.js";
import { fitTile, type Tile } from "./tile.js";
import { type VectorType, vectorTypes } from "./vector.js";

export interface DensePlan {
  readonly product: DenseProduct;
  /** Whether `product` is the transpose of what was asked for, its operands exchanged. */
  readonly isTransposed: boolean;
  readonly type: VectorType;
  /** The rows of `c` in tiles, its columns in panels. */
  readonly tiles: readonly Run[];
  readonly panels: readonly Run[];
  /** Whether `a` is copied, each tile's part column by column. */
  readonly packsLeft: boolean;
  /** Whether `b` is copied, each panel row by row, or read where it is, by rows or by columns. */
  readonly right: "packed" | "rows" | "columns";
  /** Which parts threads share out. */
  readonly shares: "tiles" | "panels";
  /** How many tiles a panel meets before the next has its turn: what they read of `a` should stay in the second-level cache. */
  readonly tilesPerBlock: number;
}

export interface PlanOptions {
  readonly tile: Tile;
  readonly rowsPerBlock?: number;
}

/** Up to so many rows, a copy of `b` would cost more than reading it where it is. */
const fewRows = 8;

/** From so many columns, the elements of `a` are used often enough to be worth a copy. */
const manyColumns = 64;

const rightFor = ({ rows, b }: DenseProduct, panels: readonly Run[]): DensePlan["right"] => {
  if (b.columnStride === 1 && b.rowStride > 0 && (rows <= fewRows || partsIn(panels) === 1)) return "rows";
  return b.rowStride === 1 && rows === 1 ? "columns" : "packed";
};

/** Decides how a product is computed. */
export const planDense = (asked: DenseProduct, { tile: wished, rowsPerBlock = 256 }: PlanOptions): DensePlan => {
  const isTransposed = asked.columns === 1;
  const product = isTransposed ? transposedProduct(asked) : asked;
  const { rows, columns, a, dtype } = product;
  const type = vectorTypes[dtype];
  const tile = fitTile(wished, rows, Math.ceil(columns / type.lanes));
  const panels = cutIntoVectors(columns, type.lanes, tile.vectors);
  const right = rightFor(product, panels);
  return {
    product,
    isTransposed,
    type,
    tiles: cutEvenly(rows, tile.rows),
    panels,
    // A walk along a row of such a matrix touches a cache line a step, and lines a power of two apart drive each other out.
    packsLeft: right === "packed" && a.rowStride === 1 && a.columnStride !== 1 && columns >= manyColumns,
    right,
    shares: rows <= fewRows ? "panels" : "tiles",
    tilesPerBlock: Math.max(1, Math.floor(rowsPerBlock / tile.rows)),
  };
};

/** The bytes of a packed `b`: its panels one after another, the last vector of a row filled with zeros. */
export const packedRightBytes = ({ right, product: { inner, columns }, type: { lanes } }: DensePlan): number =>
  right === "packed" ? inner * Math.ceil(columns / lanes) * 16 : 0;

/** The bytes of a packed `a`, which follows `b`. */
export const packedLeftBytes = ({ packsLeft, product: { inner, rows }, type: { bytes } }: DensePlan): number =>
  packsLeft ? inner * rows * bytes : 0;
