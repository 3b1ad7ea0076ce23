/** The element types of a tensor. Gradients exist for `f32` and `f64`; `i32` and `u8` hold labels, indices, pixels and truth values. */
export type DType = "f32" | "f64" | "i32" | "u8";

/** The typed array that stores each dtype. */
export type TypedArray = Float32Array | Float64Array | Int32Array | Uint8Array;

const allocators = {
  f32: (size: number) => new Float32Array(size),
  f64: (size: number) => new Float64Array(size),
  i32: (size: number) => new Int32Array(size),
  u8: (size: number) => new Uint8Array(size),
} satisfies Record<DType, (size: number) => TypedArray>;

/** A zeroed typed array of `size` elements. */
export const allocate = (dtype: DType, size: number): TypedArray => allocators[dtype](size);

/** The dtype whose storage the typed array is. */
export const dtypeOf = (array: TypedArray): DType => {
  if (array instanceof Float32Array) return "f32";
  if (array instanceof Float64Array) return "f64";
  return array instanceof Int32Array ? "i32" : "u8";
};

/** Whether values of the dtype are real numbers, and so can be differentiated. */
export const isFloating = (dtype: DType): boolean => dtype === "f32" || dtype === "f64";

/** The distance from 1 to the next number of the dtype; 1 for integers. */
export const epsilonOf = (dtype: DType): number => ({ f32: 2 ** -23, f64: Number.EPSILON, i32: 1, u8: 1 })[dtype];

/** The shortest decimal that is read back as the same number of the dtype: of f32 0.1, not 0.10000000149011612. */
export const shortestDecimal = (value: number, dtype: DType): number => {
  if (dtype !== "f32") return value;
  for (let digits = 1; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return rounded;
  }
  return value;
};
