import type { Code } from "../../code/code.js";
import { int, plus, times } from "../../code/integer.js";

/** The shape of a matrix whose non-zero elements are listed. */
export interface SparseLayout {
  readonly rows: number;
  readonly inner: number;
}

/** What an entry takes: its position along the list's axis as an `i32`, then its value as an `f32`. */
export const entryBytes = 8;

/**
 * Lists in memory: for each the addresses where its bands begin and, last, where it ends; then the entries, at a fixed capacity a list.
 * A band is a run of positions; the bands of a list follow each other without a gap.
 */
export interface Lists {
  readonly count: number;
  readonly capacity: number;
  readonly bands: number;
}

/** The positions of a band: as many rows of a block of columns stay in the first-level cache. */
export const bandSize = 160;

/** From so many rows on, a row of the other factor is used often enough to be worth keeping in the cache. */
const fewestRowsForBands = 16;

/** The elements of each row, by column. */
export const rowLists = ({ rows, inner }: SparseLayout): Lists => ({
  count: rows,
  capacity: inner,
  bands: rows < fewestRowsForBands ? 1 : Math.ceil(inner / bandSize),
});

/** The elements of each column, by row. An odd capacity spreads the lists over the sets of the cache. */
export const columnLists = ({ rows, inner }: SparseLayout): Lists => ({ count: inner, capacity: rows | 1, bands: 1 });

/** The bytes of a bound. */
export const boundBytes = 4;

const boundsBytes = ({ bands }: Lists): number => (bands + 1) * boundBytes;

/** The offset of the bound where a list ends. */
export const lastBound = ({ bands }: Lists): number => bands * boundBytes;

/** The address of the first bound of a list. */
export const boundsOf = (lists: Lists, base: Code, list: Code): Code => plus(base, times(list, boundsBytes(lists)));

/** The address of the first entry of a list. */
export const entriesOf = (lists: Lists, base: Code, list: Code): Code =>
  plus(plus(base, times(list, lists.capacity * entryBytes)), int(lists.count * boundsBytes(lists)));

const bytesOf = (lists: Lists): number => lists.count * (boundsBytes(lists) + lists.capacity * entryBytes);

/** The bytes of the lists by row. */
export const byRowBytes = (layout: SparseLayout): number => bytesOf(rowLists(layout));

/** The bytes of the lists by column. */
export const byColumnBytes = (layout: SparseLayout): number => bytesOf(columnLists(layout));
