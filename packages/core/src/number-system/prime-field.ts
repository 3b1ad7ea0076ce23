import { type Elementary, NumberSystemError } from "./elementary.js";

/** The largest exponent taken for a whole number: beyond it lie the images of ½, ¼ … in a large field. */
const largestExponent = 2n ** 31n;

/**
 * The integers modulo an odd prime `p`, by default the Mersenne prime `2⁶¹ − 1`: arithmetic without rounding, as `0n ≤ a < p`.
 *
 * A program of sums, products, quotients and whole powers that holds here at random points holds as an identity of rational
 * functions, but for a chance of about `degree / p` (Schwartz 1980; Zippel 1979). `fromNumber` maps a double `m 2ᵉ` exactly; `pow`
 * reads an exponent above `p / 2` as negative. That `p` is prime is not checked.
 *
 * Throws `NumberSystemError` for `p < 3`, division by zero, an infinite number or NaN, an exponent beyond `2³¹`, and for
 * every function that is not rational (`exp`, `sqrt`, …) or needs an order (`max`, `less`, …).
 *
 * @example
 * import { primeField } from "@chainrule/core";
 * const F = primeField();
 * assert.equal(F.mul(F.fromNumber(0.1), F.fromNumber(8)), F.fromNumber(0.1 * 8));
 */
export const primeField = (p: bigint = 2n ** 61n - 1n): Elementary<bigint> => {
  const name = `the integers modulo ${p}`;
  const fail = (operation: string, problem: string): never => {
    throw new NumberSystemError(`${operation}: ${problem}`);
  };
  if (p < 3n) fail("primeField", `the order must be an odd prime, not ${p}`);

  const absent = (operation: string) => (): never =>
    fail(operation, `not defined in ${name}; read the graph in the real, dual or complex numbers`);
  const reduce = (a: bigint): bigint => {
    const remainder = a % p;
    return remainder < 0n ? remainder + p : remainder;
  };
  const signed = (a: bigint): bigint => (2n * a > p ? a - p : a);

  const power = (base: bigint, exponent: bigint): bigint => {
    let result = 1n;
    let square = base;
    for (let n = exponent; n > 0n; n >>= 1n) {
      if (n & 1n) result = (result * square) % p;
      square = (square * square) % p;
    }
    return result;
  };

  /** Fermat: `a^(p−2) a = 1`. */
  const invert = (operation: string, a: bigint): bigint =>
    a === 0n ? fail(operation, `division by zero in ${name}`) : power(a, p - 2n);

  const fromNumber = (value: number): bigint => {
    if (!Number.isFinite(value)) fail("fromNumber", `${value} has no image in ${name}; it must be finite`);
    let mantissa = value;
    let halvings = 0n;
    // Doubling a number that is not whole is exact, so this ends at the m of m 2ᵉ.
    for (; !Number.isInteger(mantissa); mantissa *= 2) halvings += 1n;
    return reduce(BigInt(mantissa) * power((p + 1n) / 2n, halvings));
  };

  const pow = (a: bigint, b: bigint): bigint => {
    const exponent = signed(b);
    if (exponent > largestExponent || exponent < -largestExponent) {
      fail("pow", `the exponent ${exponent} in ${name} is beyond ±2³¹; it must be the image of a whole number`);
    }
    return exponent < 0n ? power(invert("pow", a), -exponent) : power(a, exponent);
  };

  return {
    name,
    fromNumber,
    fromArray: (values) => Array.from(values, fromNumber),
    toNumber: (a) => Number(signed(a)),
    detach: (a) => a,
    allocate: (_dtype, size) => Array.from({ length: size }, () => 0n),
    equals: (a, b) => a === b,

    zero: 0n,
    one: 1n,
    add: (a, b) => (a + b) % p,
    sub: (a, b) => reduce(a - b),
    mul: (a, b) => (a * b) % p,
    div: (a, b) => (a * invert("div", b)) % p,
    mod: () => 0n,
    degree: () => 1,
    neg: (a) => reduce(-a),
    reciprocal: (a) => invert("reciprocal", a),

    pow,
    exp: absent("exp"),
    expm1: absent("expm1"),
    log: absent("log"),
    log1p: absent("log1p"),
    sqrt: absent("sqrt"),
    sin: absent("sin"),
    cos: absent("cos"),
    tanh: absent("tanh"),
    sigmoid: absent("sigmoid"),
    softplus: absent("softplus"),
    erf: absent("erf"),

    abs: absent("abs"),
    sign: absent("sign"),
    max: absent("max"),
    min: absent("min"),
    less: absent("less"),
    same: (a, b) => a === b,
  };
};
