/** How many rows of `c`, and how many vectors of each, are summed at a time, in as many registers. */
export interface Tile {
  readonly rows: number;
  readonly vectors: number;
}

/** Registers that a step of a tile needs: its sums and the vectors of `b`. */
const registers = ({ rows, vectors }: Tile): number => (rows + 1) * vectors;

/** More rows would need more addresses than there are registers for. */
const mostRows = 6;

/** A tile of about as many registers for a matrix that is narrower or lower. */
export const fitTile = (tile: Tile, rows: number, vectors: number): Tile => {
  const isLow = rows < tile.rows;
  if (isLow) return { rows, vectors: Math.floor(registers(tile) / (rows + 1)) };
  // Three vectors are cut into three rather than two and one.
  const isNarrow = vectors < tile.vectors || (vectors === 3 && tile.vectors === 2);
  if (!isNarrow || vectors === 0) return tile;
  return { rows: Math.max(1, Math.min(mostRows, Math.floor(registers(tile) / vectors) - 1)), vectors };
};
