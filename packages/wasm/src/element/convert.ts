import type { DType } from "@chainrule/core";
import { type Code, op } from "../code/code.js";
import { and } from "../lanes/bits.js";
import { floats, integers } from "../lanes/constant.js";
import type { LaneCount } from "../lanes/float.js";
import { demote, promote, throughDoubles } from "../lanes/halves.js";
import { formOf, isMask, storedOf, type Vector } from "./vector.js";

/** Whole numbers of 32 bits in the low half as f64. */
export const doublesOf = (low: Code): Code => op("f64x2.convert_low_i32x4_s", low);

/** Cut towards zero and taken modulo 2³², 0 for what is not finite, into the low half: ECMAScript's `ToInt32`. */
export const toInt32 = (doubles: Code): Code => {
  const whole = op("f64x2.trunc", doubles);
  const turns = op("f64x2.floor", op("f64x2.mul", whole, floats("f64", 2 ** -32)));
  const unsigned = op("f64x2.sub", whole, op("f64x2.mul", turns, floats("f64", 2 ** 32)));
  return op("i32x4.trunc_sat_f64x2_u_zero", unsigned);
};

/** Whole numbers of 32 bits as an integer dtype stores them. */
export const wrapped = (code: Code, dtype: DType): Code => (dtype === "u8" ? and(code, integers(0xff)) : code);

const toIntegers = ({ form, code }: Vector, count: LaneCount): Code => {
  if (form === "i32") return code;
  if (form === "f64") return toInt32(code);
  return throughDoubles(count, { widen: promote, narrow: toInt32 }, (doubles) => doubles, [code]);
};

const toFloats = (dtype: "f32" | "f64", { form, code }: Vector): Code => {
  if (form === "i32") return dtype === "f32" ? op("f32x4.convert_i32x4_s", code) : doublesOf(code);
  return dtype === "f32" ? demote(code) : promote(code);
};

/** The same values in another dtype, as a typed array of it would store them. */
export const cast = (vector: Vector, dtype: DType, count: LaneCount): Vector => {
  const form = formOf(dtype);
  if (isMask(vector)) return dtype === "u8" ? vector : { form, code: storedOf(vector, dtype) };
  if (dtype === "f32" || dtype === "f64")
    return vector.form === dtype ? vector : { form, code: toFloats(dtype, vector) };
  return { form, code: wrapped(toIntegers(vector, count), dtype) };
};
