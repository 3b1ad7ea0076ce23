import { type Code, get, type Local, load, local, loop, type Statement, set } from "../../code/code.js";
import type { FloatLanes } from "../../lanes/float.js";
import { type Block, vectorOffset } from "./column-blocks.js";
import { rowAt } from "./dense-rows.js";
import { entryBytes } from "./lists.js";

/** A variable for each vector of a block. */
export const registersFor = (block: Block): readonly Local[] =>
  block.map((_, index) => local("v128", `vector${index}`));

/** Entries from one address to another, and the matrix whose rows they weight: where its block begins, and its columns. */
export interface WeightedRows {
  readonly entry: Local;
  readonly end: Local;
  readonly block: Code;
  readonly columns: number;
}

/** `sums ← sums + Σ value · block[position]`, in the order of the entries. */
export const accumulate = (
  { entry, end, block, columns }: WeightedRows,
  sums: readonly Local[],
  { multiplyAdd }: FloatLanes,
): Statement => {
  const [row, value] = [local("i32", "row"), local("v128", "value")];
  return loop(entry, { from: get(entry), below: get(end), step: entryBytes }, [
    set(row, rowAt(block, load("i32.load", get(entry)), columns)),
    set(value, load("v128.load32_splat", get(entry), 4)),
    ...sums.map((sum, index) =>
      set(sum, multiplyAdd(get(value), load("v128.load", get(row), vectorOffset(index)), get(sum))),
    ),
  ]);
};
