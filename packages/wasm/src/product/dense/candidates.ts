import type { Tile } from "./tile.js";

/** What an engine offers, as far as the choice of a tile depends on it. */
export interface Features {
  /** Whether `a · b + c` is one instruction. */
  readonly relaxed: boolean;
}

/**
 * The tiles worth trying, the likeliest first. They fill 16 registers of 128 bits, or, with twice the columns, as many of 256 bits where
 * the engine pairs vectors, or 32.
 */
export const candidates = ({ relaxed }: Features): readonly [Tile, ...Tile[]] =>
  relaxed
    ? [
        { rows: 6, vectors: 2 },
        { rows: 5, vectors: 2 },
        { rows: 6, vectors: 4 },
      ]
    : [
        { rows: 5, vectors: 2 },
        { rows: 3, vectors: 3 },
        { rows: 5, vectors: 4 },
      ];

/** A later candidate must save this part of the time to be preferred to an earlier one. */
const margin = 0.03;

/**
 * The candidate whose fastest run was the fastest. Runs go in rounds, so that what disturbs one candidate disturbs all, for as long as
 * there is time, but one round at least.
 */
export const chooseTile = (
  measure: (tile: Tile) => number,
  [first, ...others]: readonly [Tile, ...Tile[]],
  isTimeLeft: () => boolean,
): Tile => {
  const tiles = [first, ...others];
  let seconds: readonly number[] = tiles.map(() => Number.POSITIVE_INFINITY);
  do {
    seconds = tiles.map((tile, index) => Math.min(seconds[index] ?? 0, measure(tile)));
  } while (isTimeLeft());
  return tiles.reduce(
    (best, tile, index) => {
      const time = seconds[index] ?? 0;
      return time < best.time * (1 - margin) ? { tile, time } : best;
    },
    { tile: first, time: seconds[0] ?? 0 },
  ).tile;
};
