import { type Code, get, local, loop, op, type Statement, select, set } from "../../code/code.js";
import { int, plus, times } from "../../code/integer.js";

/** Neighbouring parts of a row or column that have one size; the first of them has the number `first` and begins at element `start`. */
export interface Run {
  readonly first: number;
  readonly count: number;
  readonly start: number;
  readonly size: number;
}

/** `total` elements in the fewest parts of at most `most`. The sizes differ by one at most: a part of one would hardly fill a register. */
export const cutEvenly = (total: number, most: number): readonly Run[] => {
  if (total === 0) return [];
  const parts = Math.ceil(total / most);
  const size = Math.ceil(total / parts);
  const larger = total - parts * (size - 1);
  return [
    { first: 0, count: larger, start: 0, size },
    { first: larger, count: parts - larger, start: larger * size, size: size - 1 },
  ].filter(({ count }) => count > 0);
};

/** The same parts, the last of them shorter. */
const shortenLast = (runs: readonly Run[], missing: number): readonly Run[] => {
  const last = runs.at(-1);
  if (last === undefined || missing === 0) return runs;
  const { first, count, start, size } = last;
  const others = count - 1;
  const shortened = { first: first + others, count: 1, start: start + others * size, size: size - missing };
  return [...runs.slice(0, -1), ...(others === 0 ? [] : [{ ...last, count: others }]), shortened];
};

/** `columns` elements in parts of whole vectors, at most `most`; the last vector may lack lanes. */
export const cutIntoVectors = (columns: number, lanes: number, most: number): readonly Run[] => {
  const vectors = Math.ceil(columns / lanes);
  const whole = cutEvenly(vectors, most).map((run) => ({ ...run, start: run.start * lanes, size: run.size * lanes }));
  return shortenLast(whole, vectors * lanes - columns);
};

export const partsIn = (runs: readonly Run[]): number => runs.reduce((total, { count }) => total + count, 0);

/** Parts by number: `from … to − 1`. */
export interface Range {
  readonly from: Code;
  readonly to: Code;
}

export const allOf = (runs: readonly Run[]): Range => ({ from: int(0), to: int(partsIn(runs)) });

export const smaller = (a: Code, b: Code): Code => select(op("i32.lt_u", a, b), a, b);
export const larger = (a: Code, b: Code): Code => select(op("i32.lt_u", a, b), b, a);

/** Repeats a body for each part of a range. It is told the part's size, and how far the part is from the first at `stride` an element. */
export const forEachPart = (
  runs: readonly Run[],
  { from, to }: Range,
  body: (size: number, distance: (stride: number) => Code) => readonly Statement[],
): readonly Statement[] =>
  runs.flatMap(({ first, count, start, size }, index) => {
    const [part, end] = [local("i32", "part"), local("i32", "end")];
    const isLast = index === runs.length - 1;
    const distance = (stride: number): Code =>
      plus(times(get(part), size * stride), int((start - first * size) * stride));
    return [
      set(end, isLast ? to : smaller(to, int(first + count))),
      loop(
        part,
        { from: first === 0 ? from : larger(from, int(first)), below: get(end), step: 1 },
        body(size, distance),
      ),
    ];
  });
