import type { Code } from "../../code/code.js";
import { words } from "../../lanes/bits.js";
import { floats } from "../../lanes/constant.js";
import type { VectorType } from "./vector.js";

const lowHalves = (a: Code, b: Code): Code => words(a, b, [0, 1, 4, 5]);
const highHalves = (a: Code, b: Code): Code => words(a, b, [2, 3, 6, 7]);

/** Vectors as the rows of a square become its columns; rows that are missing are zeros. */
export const transpose = ({ dtype, lanes }: VectorType, rows: readonly Code[]): readonly Code[] => {
  const zero = floats(dtype, 0);
  const [p = zero, q = zero, r = zero, s = zero] = rows;
  if (lanes === 2) return [lowHalves(p, q), highHalves(p, q)];
  const [lowPQ, highPQ] = [words(p, q, [0, 4, 1, 5]), words(p, q, [2, 6, 3, 7])];
  const [lowRS, highRS] = [words(r, s, [0, 4, 1, 5]), words(r, s, [2, 6, 3, 7])];
  return [lowHalves(lowPQ, lowRS), highHalves(lowPQ, lowRS), lowHalves(highPQ, highRS), highHalves(highPQ, highRS)];
};
