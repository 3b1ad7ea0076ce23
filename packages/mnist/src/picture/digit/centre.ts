import type { Tensor } from "@chainrule/core";
import { adopt } from "@chainrule/core/backend";
import type { Ink } from "./ink.js";

/** More than the rounding errors of a centre of mass: a symmetric drawing whose middle lies between two pixels goes the same way always. */
const TINY = 1e-9;

/** By how much to move `length` cells so that their centre of mass comes to the middle of `size`; never beyond its edges. */
const shiftOf = (centre: number, length: number, size: number): number =>
  Math.max(0, Math.min(Math.round(Math.floor(size / 2) - centre + TINY), size - length));

/** Ink with its centre of mass in the middle pixel, stretched to the levels `0 … 255`: u8 `[rows, columns]`. */
export const centre = (
  { width, height, amounts }: Ink,
  [rows, columns]: readonly [rows: number, columns: number],
): Tensor<readonly [number, number]> => {
  const mass = amounts.reduce((sum, amount) => sum + amount, 0);
  const meanOf = (of: (cell: number) => number): number =>
    amounts.reduce((sum, amount, cell) => sum + amount * of(cell), 0) / mass;
  const left = shiftOf(
    meanOf((cell) => cell % width),
    width,
    columns,
  );
  const top = shiftOf(
    meanOf((cell) => Math.floor(cell / width)),
    height,
    rows,
  );
  const most = amounts.reduce((greatest, amount) => Math.max(greatest, amount), 0);
  const levels = new Uint8Array(rows * columns);
  amounts.forEach((amount, cell) => {
    levels[(top + Math.floor(cell / width)) * columns + left + (cell % width)] = Math.round((255 * amount) / most);
  });
  return adopt([rows, columns], levels);
};
