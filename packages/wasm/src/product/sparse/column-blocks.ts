import { type Code, get, local, loop, type Statement } from "../../code/code.js";
import { int } from "../../code/integer.js";
import { storeLowest } from "../../lanes/store.js";

/** Vectors side by side in a row of floats, by the number of their lanes in use. */
export type Block = readonly number[];

/** Equal blocks in a row, `count` of them from vector `first` on. */
interface Blocks {
  readonly first: number;
  readonly count: number;
  readonly block: Block;
}

const vectorBytes = 16;

/** A row in blocks of at most `most` vectors, as equal as can be; only the last vector may have unused lanes. */
export const columnBlocks = (columns: number, most: number): readonly Blocks[] => {
  const vectors = Math.ceil(columns / 4);
  const blocks = Math.ceil(vectors / most);
  const [size, larger] = [Math.floor(vectors / blocks), vectors % blocks];
  const full = (length: number): Block => Array.from({ length }, () => 4);
  const rest = columns % 4;
  const last = rest === 0 ? 0 : 1;
  return [
    { first: 0, count: larger, block: full(size + 1) },
    { first: larger * (size + 1), count: blocks - larger - last, block: full(size) },
    { first: vectors - size, count: last, block: [...full(size - 1), rest] },
  ].filter(({ count }) => count > 0);
};

/** Statements for each block of a row, which are given the block's offset in bytes. */
export const acrossColumns = (
  columns: number,
  most: number,
  body: (block: Block, offset: Code) => readonly Statement[],
): readonly Statement[] =>
  columnBlocks(columns, most).flatMap(({ first, count, block }) => {
    const [start, step] = [first * vectorBytes, block.length * vectorBytes];
    if (count === 1) return body(block, int(start));
    const offset = local("i32", "offset");
    return [loop(offset, { from: int(start), below: int(start + count * step), step }, body(block, get(offset)))];
  });

/** Writes a block of vectors at an address. */
export const storeBlock = (address: Code, block: Block, values: readonly Code[]): readonly Statement[] =>
  values.flatMap((value, index) => storeLowest(address, value, 4 * (block[index] ?? 4), vectorOffset(index)));

/** The offset of a vector in its block. */
export const vectorOffset = (index: number): number => index * vectorBytes;
