import type { Code } from "../code/code.js";
import { and, or, without } from "../lanes/bits.js";
import type { FloatLanes } from "../lanes/float.js";

/** `x` where it is above 0, NaN where it is NaN, else 0. */
export const relu = ({ constant, lessEqual }: FloatLanes, x: Code): Code => without(x, lessEqual(x, constant(0)));

/** ±1 with the sign of `x` where it has one; 0, −0 and NaN as they are. */
export const sign = ({ constant, abs, greater, choose }: FloatLanes, x: Code): Code => {
  const zero = constant(0);
  return choose(greater(abs(x), zero), or(constant(1), and(x, constant(-0))), x);
};
