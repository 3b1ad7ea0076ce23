import { type Code, op, shuffle, vectorOf } from "../code/code.js";

export const and = (a: Code, b: Code): Code => op("v128.and", a, b);
export const or = (a: Code, b: Code): Code => op("v128.or", a, b);
export const xor = (a: Code, b: Code): Code => op("v128.xor", a, b);
export const not = (a: Code): Code => op("v128.not", a);

/** The bits of `a` where those of `b` are 0. */
export const without = (a: Code, b: Code): Code => op("v128.andnot", a, b);

const bytesOfWords = (words: readonly number[]): readonly number[] =>
  words.flatMap((word) => [0, 1, 2, 3].map((byte) => 4 * word + byte));

/** The words of 32 bits of two vectors in the order given, numbered from 0 to 7. */
export const words = (a: Code, b: Code, order: readonly [number, number, number, number]): Code =>
  shuffle(a, b, bytesOfWords(order));

const bytesInVector = 16;

/** The bytes of a table at the places that each byte of `places` says; 0 beyond its end. */
export const lookUp = (table: readonly number[], places: Code): Code => {
  const width = vectorOf(new Array<number>(bytesInVector).fill(bytesInVector));
  // A place outside of the row wraps to one that is too large for it, and finds 0.
  let inRow = places;
  const rows = Array.from({ length: Math.ceil(table.length / bytesInVector) }, (_, row) => {
    if (row > 0) inRow = op("i8x16.sub", inRow, width);
    const bytes = Array.from({ length: bytesInVector }, (_, byte) => table[row * bytesInVector + byte] ?? 0);
    return op("i8x16.swizzle", vectorOf(bytes), inRow);
  });
  return rows.reduce(or);
};
