import type { Tensor } from "@chainrule/core";
import { chunksOf, zipWith } from "fp-ts/lib/ReadonlyArray.js";

// What the write-ups compute with: lists of numbers, and loops over them. Nothing of it is derived.

export type Vector = readonly number[];
export type Rows = readonly Vector[];

/** A matrix as a list of its rows. */
export const rowsOf = (matrix: Tensor<readonly [number, number]>): Rows => chunksOf(matrix.shape[1])(matrix.toArray());

/** `Σᵢ aᵢ bᵢ`. */
const dot = (a: Vector, b: Vector): number => zipWith(a, b, (x, y) => x * y).reduce((sum, x) => sum + x, 0);

/** `W x`. */
export const times = (w: Rows, x: Vector): Vector => w.map((row) => dot(row, x));

/** The columns of a matrix, as rows. */
export const transposed = (w: Rows): Rows => (w[0] ?? []).map((_, column) => w.map((row) => row[column] ?? Number.NaN));

/** `1/(1 + e⁻ᶻ)`, element by element. */
export const squash = (z: Vector): Vector => z.map((value) => 1 / (1 + Math.exp(-value)));

/** `errors ⊙ a ⊙ (1 − a)`: errors of activations of a sigmoid, as errors of its net inputs. */
export const signalsOf = (errors: Vector, a: Vector): Vector => zipWith(errors, a, (error, y) => error * y * (1 - y));

/** `w + rate · δ xᵀ`: each weight, `w[to][from]`, by the signal of the node that it leads to and the input that it carries. */
export const stepped = (w: Rows, rate: number, signals: Vector, x: Vector): Rows =>
  zipWith(w, signals, (row, signal) => zipWith(row, x, (weight, input) => weight + rate * signal * input));
