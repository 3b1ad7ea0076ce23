import type { Tile } from "../product/dense/tile.js";

/** The tile that suits the engine. */
export const tileFor = (relaxed: boolean): Tile => (relaxed ? { rows: 6, vectors: 2 } : { rows: 4, vectors: 2 });
