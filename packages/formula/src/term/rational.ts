// Coefficients: exact fractions of whole numbers as long as they stay small, doubles beyond.

/** `numerator / denominator` in lowest terms, the denominator above 0; what is no such fraction is itself over 1. */
export interface Rational {
  readonly numerator: number;
  readonly denominator: number;
}

const gcd = (a: number, b: number): number => (b === 0 ? Math.abs(a) : gcd(b, a % b));

/** The fraction in lowest terms; inexact where a part of it is not a safe whole number. */
export const rational = (numerator: number, denominator = 1): Rational => {
  const isExact = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator) && denominator !== 0;
  if (!isExact) return { numerator: numerator / denominator, denominator: 1 };
  const divisor = Math.sign(denominator) * gcd(numerator, denominator);
  // 0/1, and never −0.
  return numerator === 0
    ? { numerator: 0, denominator: 1 }
    : { numerator: numerator / divisor, denominator: denominator / divisor };
};

/** The digits that tell a decimal from its neighbours of the same dtype, as a fraction of a power of ten: 0.1 is 1/10. */
export const fromDecimal = (value: number): Rational => {
  const [, digits = "", decimals = "", exponent = "0"] =
    /^-?(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  const places = decimals.length - Number(exponent);
  const whole = Number(digits + decimals);
  const isSmall = digits !== "" && Math.abs(places) <= 15 && Number.isSafeInteger(whole);
  if (!isSmall) return { numerator: value, denominator: 1 };
  const sign = value < 0 ? -1 : 1;
  const fraction = places > 0 ? rational(sign * whole, 10 ** places) : rational(sign * whole * 10 ** -places);
  return realOf(fraction) === value ? fraction : { numerator: value, denominator: 1 };
};

export const realOf = ({ numerator, denominator }: Rational): number => numerator / denominator;

const isPowerOfTen = (n: number): boolean => /^1(0*|e\+\d+)$/.test(String(n));

/** Whether a number is written in digits and not as a quotient: with at most four decimals, or over a power of ten; 0.02, but 1/8. */
export const isDecimal = ({ denominator }: Rational): boolean =>
  isPowerOfTen(denominator) || (denominator % 5 === 0 && 10_000 % denominator === 0);

export const plus = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

export const times = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.numerator, a.denominator * b.denominator);

export const inverse = ({ numerator, denominator }: Rational): Rational => rational(denominator, numerator);

export const isEqual = (a: Rational, b: Rational): boolean =>
  a.numerator === b.numerator && a.denominator === b.denominator;
