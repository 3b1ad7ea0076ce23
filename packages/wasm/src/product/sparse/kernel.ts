import { type Code, type Func, get, local, type Statement } from "../../code/code.js";
import type { SparseLayout } from "./lists.js";

/** The shape of `x: [rows, inner]`, and the columns of the dense factor and of the product. */
export interface SparseShape extends SparseLayout {
  readonly columns: number;
}

/** What kernels may vary without changing what they compute, but for the rounding of `relaxed`. */
export interface SparseTuning {
  /** Whether the engine may round `a · b + c` once. */
  readonly relaxed: boolean;
  /** The vectors of a block of columns, each with a register of its own; where it is given, no rows are streamed. */
  readonly vectors?: number | undefined;
}

/**
 * The vectors of a block where its loop stands within others. Engines that move all loads of a loop to its beginning (V8 11 in Node 20)
 * need two of their 15 registers for each and one for the factor, and are half as fast with more; others (V8 13 in Node 24) gain a tenth
 * from 12.
 */
export const nestedVectors = 7;

/** The arguments of a kernel: three addresses, and the rows of `c` that it is to compute. */
export interface Operands {
  readonly lists: Code;
  readonly dense: Code;
  readonly c: Code;
  readonly from: Code;
  readonly to: Code;
}

/** `${name}(lists, dense, c, from, to)`. */
export const kernel = (name: string, body: (operands: Operands) => readonly Statement[]): Func => {
  const [lists, dense, c] = [local("i32", "lists"), local("i32", "dense"), local("i32", "c")];
  const [from, to] = [local("i32", "from"), local("i32", "to")];
  return {
    name,
    params: [lists, dense, c, from, to],
    body: body({ lists: get(lists), dense: get(dense), c: get(c), from: get(from), to: get(to) }),
  };
};
