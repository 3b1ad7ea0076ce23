import type { DType } from "@chainrule/core";
import { type Code, op } from "../code/code.js";
import { and, words } from "../lanes/bits.js";
import { floats, integers } from "../lanes/constant.js";

/**
 * The values of a few neighbouring elements: 4 in a nest of elements of 32 bits, 2 in a nest where any has 64, where those of 32 bits fill
 * the low half. Elements of `i32` and of `u8` are both of form `i32`. Comparisons give masks, all bits of a lane set where they hold:
 * truth values in `u8` that become numbers only where numbers are asked for.
 */
export interface Vector {
  readonly form: "f32" | "f64" | "i32" | "mask32" | "mask64";
  readonly code: Code;
}

/** The form of the elements of a dtype. */
export const formOf = (dtype: DType): "f32" | "f64" | "i32" => (dtype === "u8" ? "i32" : dtype);

/** A vector of elements as they are stored: bytes widened to 32 bits. */
export const vectorOfStored = (code: Code, dtype: DType): Vector => ({ form: formOf(dtype), code });

/** A mask in lanes of 32 bits, those of a wider one in the low half. */
export const narrowMask = ({ form, code }: Vector): Code =>
  form === "mask64" ? words(code, code, [0, 2, 0, 2]) : code;

/** A mask in lanes of 64 bits. */
export const wideMask = ({ form, code }: Vector): Code =>
  form === "mask64" ? code : op("i64x2.extend_low_i32x4_s", code);

export const isMask = ({ form }: Vector): boolean => form === "mask32" || form === "mask64";

/** The numbers of a vector of elements of the dtype: 0 and 1 where it is a mask. */
export const storedOf = (vector: Vector, dtype: DType): Code => {
  if (isMask(vector)) {
    if (dtype === "f64") return and(wideMask(vector), floats("f64", 1));
    return and(narrowMask(vector), dtype === "f32" ? floats("f32", 1) : integers(1));
  }
  if (vector.form !== formOf(dtype)) throw new TypeError(`elements of ${dtype} are not of form ${vector.form}`);
  return vector.code;
};

/** A number in every lane. */
export const constantVector = (value: number, dtype: DType): Vector => ({
  form: formOf(dtype),
  code: dtype === "f32" || dtype === "f64" ? floats(dtype, value) : integers(value),
});
