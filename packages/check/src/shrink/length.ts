/** More than any number has. */
const NOT_FINITE = 4096;

/**
 * How long a number is in binary notation, `±m·2ᵉ` with odd `m`: the sign, the digits of `m`, and `|e|`. So 0 has length 0, 1 has 1; −1, 2,
 * 3 and ½ have 2.
 */
export const lengthOf = (value: number): number => {
  if (!Number.isFinite(value)) return NOT_FINITE;
  const sign = value < 0 || Object.is(value, -0) ? 1 : 0;
  if (value === 0) return sign;
  let mantissa = Math.abs(value);
  let exponent = 0;
  for (; !Number.isInteger(mantissa); mantissa *= 2) exponent--;
  for (; mantissa % 2 === 0; mantissa /= 2) exponent++;
  return sign + Math.floor(Math.log2(mantissa)) + 1 + Math.abs(exponent);
};
