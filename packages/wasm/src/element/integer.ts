// Arithmetic of `i32` and `u8`: what the interpreter computes in doubles and stores modulo the width of the dtype.

import type { DType } from "@chainrule/core";
import { type Code, op } from "../code/code.js";
import { integers } from "../lanes/constant.js";
import { type FloatLanes, type LaneOptions, lanesOf } from "../lanes/float.js";
import { throughDoubles } from "../lanes/halves.js";
import { doublesOf, toInt32, wrapped } from "./convert.js";

/** An operation on elements of an integer dtype. */
export type OfIntegers = (args: readonly Code[], dtype: DType, options: LaneOptions) => Code;

type Exact = `i32x4.${"add" | "sub" | "neg" | "abs" | "max_s" | "min_s"}`;

/** An operation for which there is an instruction that is exact modulo 2³². */
export const exactly =
  (instruction: Exact): OfIntegers =>
  (args, dtype) =>
    wrapped(op(instruction, ...args), dtype);

/** An operation whose results doubles round, as a quotient, or a product beyond 2⁵³. */
export const inDoubles =
  (f: (lanes: FloatLanes, ...args: readonly Code[]) => Code): OfIntegers =>
  (args, dtype, options) => {
    const doubles = lanesOf("f64", options);
    const detour = { widen: doublesOf, narrow: toInt32 };
    return wrapped(
      throughDoubles(options.lanes, detour, (...wide) => f(doubles, ...wide), args),
      dtype,
    );
  };

/** −1, 0 or 1. */
export const signOfIntegers: OfIntegers = ([x = integers(0)]) =>
  op("i32x4.max_s", op("i32x4.min_s", x, integers(1)), integers(-1));
