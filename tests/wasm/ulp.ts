const bits = new DataView(new ArrayBuffer(8));

const formats = {
  f32: { significand: 23, lowest: -126, highest: 2 ** 128 },
  f64: { significand: 52, lowest: -1022, highest: Number.POSITIVE_INFINITY },
} as const;

/** The exponent of the unit in the last place of a number of the dtype. */
export const exponentOfUlp = (dtype: "f32" | "f64", x: number): number => {
  const { significand, lowest } = formats[dtype];
  bits.setFloat64(0, x);
  return Math.max(((bits.getUint16(0) >> 4) & 0x7ff) - 1023, lowest) - significand;
};

const rounded = (dtype: "f32" | "f64", x: number): number => (dtype === "f32" ? Math.fround(x) : x);

/**
 * How many units in the last place lie between a result of the dtype and the value that it stands for: 0 where the value rounds to it, and
 * infinitely many where one of them is NaN, infinite or a zero of either sign and the other does not round to the same.
 */
export const ulpsBetween = (dtype: "f32" | "f64", result: number, value: number): number => {
  if (Object.is(result, rounded(dtype, value))) return 0;
  const isDefinite = Number.isFinite(result) && Number.isFinite(value) && (result !== 0 || rounded(dtype, value) !== 0);
  return isDefinite ? Math.abs(result - value) / 2 ** exponentOfUlp(dtype, value) : Number.POSITIVE_INFINITY;
};
