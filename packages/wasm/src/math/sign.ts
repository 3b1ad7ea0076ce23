import type { Code } from "../code/code.js";
import type { FloatLanes } from "../lanes/float.js";

/** The bit that is set in negative numbers, and in −0. */
export const signBit = (lanes: FloatLanes): Code => lanes.constant(-0);
