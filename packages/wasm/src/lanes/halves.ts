// Vectors of 32-bit lanes computed through f64, whose vectors hold half as many.

import { type Code, op } from "../code/code.js";
import { words } from "./bits.js";
import type { LaneCount } from "./float.js";

/** Puts the upper half of a vector in the place of the lower. */
const upper = (a: Code): Code => words(a, a, [2, 3, 2, 3]);

/** A way from lanes of 32 bits to f64 and a way back, both between low halves. */
export interface Detour {
  readonly widen: (low: Code) => Code;
  readonly narrow: (doubles: Code) => Code;
}

/** Applies a function of f64 lanes to lanes of 32 bits. */
export const throughDoubles = (
  count: LaneCount,
  { widen, narrow }: Detour,
  f: (...doubles: readonly Code[]) => Code,
  args: readonly Code[],
): Code => {
  const low = narrow(f(...args.map(widen)));
  if (count === 2) return low;
  const high = narrow(f(...args.map((arg) => widen(upper(arg)))));
  return words(low, high, [0, 1, 4, 5]);
};

export const promote = (low: Code): Code => op("f64x2.promote_low_f32x4", low);
export const demote = (doubles: Code): Code => op("f32x4.demote_f64x2_zero", doubles);
