import { type Code, shuffle } from "../../code/code.js";
import { type VectorType, zero } from "./vector.js";

/** A vector of 32-bit words of two others, which are numbered from 0 to 7. */
const words = (a: Code, b: Code, picked: readonly number[]): Code =>
  shuffle(
    a,
    b,
    picked.flatMap((word) => [0, 1, 2, 3].map((byte) => word * 4 + byte)),
  );

const lowHalves = (a: Code, b: Code): Code => words(a, b, [0, 1, 4, 5]);
const highHalves = (a: Code, b: Code): Code => words(a, b, [2, 3, 6, 7]);

/** Vectors as the rows of a square become its columns; rows that are missing are zeros. */
export const transpose = ({ lanes }: VectorType, rows: readonly Code[]): readonly Code[] => {
  const [p = zero, q = zero, r = zero, s = zero] = rows;
  if (lanes === 2) return [lowHalves(p, q), highHalves(p, q)];
  const [lowPQ, highPQ] = [words(p, q, [0, 4, 1, 5]), words(p, q, [2, 6, 3, 7])];
  const [lowRS, highRS] = [words(r, s, [0, 4, 1, 5]), words(r, s, [2, 6, 3, 7])];
  return [
    lowHalves(lowPQ, lowRS),
    highHalves(lowPQ, lowRS),
    lowHalves(highPQ, highRS),
    highHalves(highPQ, highRS),
  ];
};
