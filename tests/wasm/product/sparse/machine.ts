import { assemble } from "../../../../packages/wasm/src/code/assemble.js";
import { type Func, get, load, local, set } from "../../../../packages/wasm/src/code/code.js";
import { plus, times } from "../../../../packages/wasm/src/code/integer.js";
import { compressColumns } from "../../../../packages/wasm/src/product/sparse/compress-columns.js";
import { compressRows, type RowSource } from "../../../../packages/wasm/src/product/sparse/compress-rows.js";
import { byColumnBytes, byRowBytes } from "../../../../packages/wasm/src/product/sparse/lists.js";
import type { Problem } from "./problem.js";

const pageBytes = 65_536;

/** Where things lie, with a gap behind each that holds NaN, so that a lane that leaks shows. */
export interface Places {
  readonly x: number;
  readonly w: number;
  readonly d: number;
  readonly byRow: number;
  readonly byColumn: number;
  readonly c: number;
}

const gapBytes = 64;

const placesFor = (problem: Problem): { readonly places: Places; readonly bytes: number } => {
  const { rows, inner, columns, x, w, d } = problem;
  let end = gapBytes;
  const place = (bytes: number): number => {
    const start = end;
    end = Math.ceil((start + bytes) / 4) * 4 + gapBytes;
    return start;
  };
  const places = {
    x: place(x.byteLength),
    w: place(w.byteLength),
    d: place(d.byteLength),
    byRow: place(byRowBytes(problem)),
    byColumn: place(byColumnBytes(problem)),
    c: place(Math.max(rows, inner) * columns * 4),
  };
  return { places, bytes: end };
};

/** The rows of `x` in memory; vectors that reach beyond a row find what lies there. */
const source = (x: number, inner: number): RowSource => {
  const [row, column, start] = [local("i32", "row"), local("i32", "column"), local("i32", "start")];
  return {
    row,
    column,
    prepare: () => [set(start, times(get(row), inner * 4))],
    elements: (shift) => load("v128.load", plus(get(start), times(get(column), 4)), x + shift * 4),
  };
};

/** A module with the kernels that list `x`, and others, on a memory that holds a problem. */
export const machineFor = (problem: Problem, others: readonly Func[] = []) => {
  const { places, bytes } = placesFor(problem);
  const pages = Math.ceil(bytes / pageBytes);
  const functions = [
    compressRows("rows", problem, source(places.x, problem.inner)),
    compressColumns("columns", problem),
    ...others,
  ];
  const binary = assemble(
    functions.map((func) => ({ ...func, isExported: true })),
    { pages },
  );
  const memory = new WebAssembly.Memory({ initial: pages });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
  const floats = (address: number, length: number): Float32Array => new Float32Array(memory.buffer, address, length);
  floats(0, memory.buffer.byteLength / 4).fill(Number.NaN);
  for (const name of ["x", "w", "d"] as const) floats(places[name], problem[name].length).set(problem[name]);
  return {
    places,
    floats,
    words: (address: number, length: number): Int32Array => new Int32Array(memory.buffer, address, length),
    call: (name: string, ...args: readonly number[]): void => {
      const called = exports[name];
      if (typeof called !== "function") throw new TypeError(`no kernel is called ${name}`);
      called(...args);
    },
  };
};

export type Machine = ReturnType<typeof machineFor>;

/** Makes both kinds of lists. */
export const compress = ({ call, places }: Machine, { rows, inner }: Problem): void => {
  call("rows", places.byRow, 0, rows);
  call("columns", places.byRow, places.byColumn, 0, inner);
};
