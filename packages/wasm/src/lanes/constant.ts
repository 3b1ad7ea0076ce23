import { type Code, vectorOf } from "../code/code.js";

/** A number in every lane of a vector of floats. */
export const floats = (dtype: "f32" | "f64", value: number): Code => {
  const lanes = dtype === "f32" ? new Float32Array(4) : new Float64Array(2);
  return vectorOf([...new Uint8Array(lanes.fill(value).buffer)]);
};

/** A whole number in every lane of 32 bits. */
export const integers = (value: number): Code => vectorOf([...new Uint8Array(new Int32Array(4).fill(value).buffer)]);
