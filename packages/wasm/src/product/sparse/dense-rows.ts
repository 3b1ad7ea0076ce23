import { type Code, fillMemory, type Statement } from "../../code/code.js";
import { int, minus, plus, times } from "../../code/integer.js";
import type { Operands } from "./kernel.js";

/** The address of a row of so many floats in a matrix at `base`. */
export const rowAt = (base: Code, row: Code, columns: number): Code => plus(base, times(row, columns * 4));

/** Sets the rows of a kernel's result to zero. */
export const clear = ({ c, from, to }: Operands, columns: number): Statement =>
  fillMemory(rowAt(c, from, columns), int(0), times(minus(to, from), columns * 4));
