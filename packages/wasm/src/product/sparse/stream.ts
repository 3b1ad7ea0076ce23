import {
  type Code,
  call,
  type Func,
  get,
  type Local,
  load,
  local,
  loop,
  op,
  type Statement,
  set,
} from "../../code/code.js";
import { int, minus, plus } from "../../code/integer.js";
import { vectorOffset } from "./column-blocks.js";
import { rowAt } from "./dense-rows.js";
import { entryBytes } from "./lists.js";

/**
 * Where `x` has one row, rows of a matrix from so many vectors on are walked from end to end; for narrower ones blocks of columns are
 * quicker. Break-even is at about 20: product and update take 0.94 of the time with 25 vectors, 0.78 with 75, 0.6 with 200.
 */
const fewestVectors = 25;

/** Whether rows of so many floats are streamed. */
export const isStreamed = (rows: number, columns: number): boolean => rows === 1 && columns > 4 * (fewestVectors - 1);

/** The rows that are walked side by side: what they have in common is read, or written, a quarter as often. */
const rowsAtOnce = 4;

/** The vectors of each row in a round of the walk. */
const vectorsAtOnce = 5;

/** A vector in memory, and the number of its lanes in use. */
export interface Place {
  readonly address: Code;
  readonly offset: number;
  readonly active: number;
}

/** What is done with the rows that entries point to. */
export interface Streaming {
  readonly columns: number;
  /** The weight of a row, from the value of its entry in all lanes. */
  readonly weight: (value: Code) => Code;
  /** For each vector of the line: the vectors of some rows that lie beside it, and the weights of the rows. */
  readonly step: (line: Place, rows: readonly Place[], weights: readonly Code[]) => readonly Statement[];
}

/**
 * `${name}(entry, matrix, line)` walks the rows of some entries beside a line. It is a function of its own, with one loop, because engines
 * unroll a loop within others until its registers spill.
 */
const walk = (name: string, count: number, { columns, weight, step }: Streaming): Func => {
  const [entry, matrix, line, end] = [
    local("i32", "entry"),
    local("i32", "matrix"),
    local("i32", "line"),
    local("i32", "end"),
  ];
  const rows = Array.from({ length: count }, (_, index) => ({
    row: local("i32", `row${index}`),
    held: local("v128", `weight${index}`),
    offset: index * entryBytes,
  }));
  const weights = rows.map(({ held }) => get(held));

  const stepAt = (index: number, active: number): readonly Statement[] => {
    const placeAt = (start: Local): Place => ({ address: get(start), offset: vectorOffset(index), active });
    return step(
      placeAt(line),
      rows.map(({ row }) => placeAt(row)),
      weights,
    );
  };
  const steps = (length: number): readonly Statement[] => Array.from({ length }, (_, index) => stepAt(index, 4)).flat();

  const [full, rest] = [Math.floor(columns / 4), columns % 4];
  const left = full % vectorsAtOnce;
  const bytes = vectorOffset(vectorsAtOnce);
  return {
    name,
    params: [entry, matrix, line],
    body: [
      ...rows.flatMap(({ row, held, offset }) => [
        set(row, rowAt(get(matrix), load("i32.load", get(entry), offset), columns)),
        set(held, weight(load("v128.load32_splat", get(entry), offset + 4))),
      ]),
      set(end, plus(get(line), int(vectorOffset(full - left)))),
      loop(line, { from: get(line), below: get(end), step: bytes }, [
        ...steps(vectorsAtOnce),
        ...rows.map(({ row }) => set(row, plus(get(row), int(bytes)))),
      ]),
      ...steps(left),
      ...(rest === 0 ? [] : stepAt(left, rest)),
    ],
  };
};

/** Entries from one address to another, the matrix that they point into, and the line beside its rows. */
export interface Streamed {
  readonly entry: Local;
  readonly end: Local;
  readonly matrix: Code;
  readonly line: Code;
}

/** Streams the rows of all entries, in their order: the functions that do so, and how to call them. */
export const streaming = (name: string, task: Streaming) => {
  const [several, one] = [`${name}.rows`, `${name}.row`];
  const full = local("i32", "full");
  return {
    functions: [walk(several, rowsAtOnce, task), walk(one, 1, task)] as const,
    stream: ({ entry, end, matrix, line }: Streamed): readonly Statement[] => {
      const bytes = rowsAtOnce * entryBytes;
      return [
        set(full, minus(get(end), op("i32.and", minus(get(end), get(entry)), int(bytes - 1)))),
        loop(entry, { from: get(entry), below: get(full), step: bytes }, [call(several, get(entry), matrix, line)]),
        loop(entry, { from: get(entry), below: get(end), step: entryBytes }, [call(one, get(entry), matrix, line)]),
      ];
    },
  };
};
