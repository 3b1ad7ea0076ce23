// Numbers as they are printed, and whether a printed number is the same as a published one.

/** What a double holds for certain, in decimal digits. */
const significant = 15;

/** Some units in the last place: what a few operations that round may add to a decimal. */
const noise = 8 * Number.EPSILON;

const withoutZeros = (decimal: string): string => decimal.replace(/\.(\d*?)0+(?=e|$)/, ".$1").replace(/\.(?=e|$)/, "");

/**
 * A number with so many decimals; without zeros at its end where it has no more decimals than it shows; with an exponent where it is too
 * small or too large for that.
 */
export const showDecimal = (value: number, digits: number): string => {
  if (Number.isNaN(value)) return "NaN";
  const sign = value < 0 ? "−" : "";
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return `${sign}∞`;
  const whole = size < 1 ? 1 : Math.floor(Math.log10(size)) + 1;
  // Fewer than three digits would be left of a smaller one.
  const isTiny = size !== 0 && size < Math.min(1e-3, 10 ** (2 - digits));
  const decimals = Math.max(0, Math.min(digits, significant - whole));
  const shown =
    isTiny || whole > significant ? size.toExponential(Math.min(digits, significant - 1)) : size.toFixed(decimals);
  return sign + (Math.abs(Number(shown) - size) <= noise * size ? withoutZeros(shown) : shown);
};

/** How many decimals a number shows as it is written: none for `1200`, 10 for `0.0011362635`. */
const decimalsOf = (value: number): number => {
  const [, decimals = "", exponent = "0"] = /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  return decimals.length - Number(exponent);
};

/** Whether a number rounds to a published one, at the decimals which that shows. */
export const isPublishedAs = (value: number, published: number): boolean =>
  Object.is(value, published) || Math.abs(value - published) <= 0.5 * 10 ** -decimalsOf(published);
