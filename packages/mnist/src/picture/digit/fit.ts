import { evaluate, matmul, type Tensor, tensorFrom, transpose } from "@chainrule/core";
import { adopt } from "@chainrule/core/backend";
import type { Ink } from "./ink.js";

/** More than the rounding errors of a length in cells. */
const TINY = 1e-9;

/** `[cells, length]`: the share of each cell that each pixel covers, when `length` pixels lie in the middle of the cells. */
const coverage = (length: number, scale: number): Tensor<readonly [number, number]> => {
  const cells = Math.ceil(length * scale - TINY);
  const start = (length - cells / scale) / 2;
  const shares = Float64Array.from({ length: cells * length }, (_, at) => {
    const [cell, pixel] = [Math.floor(at / length), at % length];
    const from = Math.max(pixel, start + cell / scale);
    const to = Math.min(pixel + 1, start + (cell + 1) / scale);
    return Math.max(0, to - from) * scale;
  });
  return tensorFrom([cells, length], shares);
};

/** Ink scaled to fill a box, keeping its aspect ratio: the amount of a cell is the mean over its area, `R · ink · Cᵀ`. */
export const fit = ({ width, height, amounts }: Ink, [rows, columns]: readonly [number, number]): Ink => {
  const scale = Math.min(rows / height, columns / width);
  const scaled = evaluate(
    matmul(matmul(coverage(height, scale), adopt([height, width], amounts)), transpose(coverage(width, scale))),
  );
  return { width: scaled.shape[1], height: scaled.shape[0], amounts: Float64Array.from(scaled.toTypedArray()) };
};
