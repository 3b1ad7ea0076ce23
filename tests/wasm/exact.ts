// Functions of the reals to hundreds of binary digits, as whole numbers in units of 2^−digits: what results in double precision are
// measured against. Textbook series and nothing clever.

import { exponentOfUlp } from "./ulp.js";

/** `value·2^−unit`. */
export interface Exact {
  readonly value: bigint;
  readonly unit: bigint;
}

const digits = 400n;
const one = 1n << digits;

const mul = (a: bigint, b: bigint): bigint => (a * b) >> digits;
const div = (a: bigint, b: bigint): bigint => (a << digits) / b;
const shifted = (a: bigint, by: bigint): bigint => (by >= 0n ? a << by : a >> -by);
const halfUp = (a: bigint, b: bigint): bigint => (2n * a + b) / (2n * b) - (2n * a + b < 0n ? 1n : 0n);

/** A double in units of 2^−unit. */
const fixed = (x: number, unit = digits): bigint => {
  const exponent = exponentOfUlp("f64", x);
  return shifted(BigInt(x / 2 ** exponent), BigInt(exponent) + unit);
};

/** `Σ weigh(termₙ, n)` until the terms vanish. */
const series = (
  first: bigint,
  next: (term: bigint, n: bigint) => bigint,
  weigh: (term: bigint, n: bigint) => bigint = (term) => term,
): bigint => {
  let total = 0n;
  let term = first;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    total += weigh(term, n - 1n);
    term = next(term, n);
  }
  return total;
};

const twiceArtanh = (s: bigint): bigint =>
  2n *
  series(
    s,
    (term) => mul(term, mul(s, s)),
    (term, n) => term / (2n * n + 1n),
  );

const log2 = twiceArtanh(one / 3n);

const expOf = (x: bigint): Exact => {
  const k = halfUp(x, log2);
  const r = x - k * log2;
  return { value: series(one, (term, n) => mul(term, r) / n), unit: digits - k };
};

/** Where the exponential is neither huge nor tiny. */
const plainExp = (x: bigint): bigint => {
  const { value, unit } = expOf(x);
  return shifted(value, digits - unit);
};

const logOf = (x: bigint): bigint => {
  const k = BigInt(x.toString(2).length - 1) - digits;
  const m = shifted(x, -k);
  return twiceArtanh(div(m - one, m + one)) + k * log2;
};

/** Digits enough to reduce the largest double by `π`. */
const wideDigits = 1500n;

const arctanOfInverse = (n: bigint): bigint =>
  series(
    (1n << wideDigits) / n,
    (term) => -term / (n * n),
    (term, k) => term / (2n * k + 1n),
  );

/** `π` in units of 2^−1500, by Machin's formula. */
export const pi: bigint = 16n * arctanOfInverse(5n) - 4n * arctanOfInverse(239n);

const squareRoot = (a: bigint): bigint => {
  let root = 1n << BigInt(Math.ceil(a.toString(2).length / 2));
  for (let next = (root + a / root) / 2n; next < root; next = (root + a / root) / 2n) root = next;
  return root;
};

/** The sine, or from the next quarter on the cosine. */
const wave = (x: number, shift: bigint): bigint => {
  const wide = fixed(x, wideDigits);
  const quarter = halfUp(2n * wide, pi);
  const r = shifted(wide - (quarter * pi) / 2n, digits - wideDigits);
  const turn = (((quarter + shift) % 4n) + 4n) % 4n;
  const isOdd = turn % 2n === 1n;
  const value = series(isOdd ? one : r, (term, n) => {
    const m = 2n * n + (isOdd ? 0n : 1n);
    return -mul(mul(term, r), r) / (m * (m - 1n));
  });
  return turn < 2n ? value : -value;
};

const erfOf = (x: bigint): bigint => {
  const rootPi = squareRoot(shifted(pi, 2n * digits - wideDigits));
  const total = series(
    x,
    (term, n) => -mul(term, mul(x, x)) / n,
    (term, n) => term / (2n * n + 1n),
  );
  return div(2n * total, rootPi);
};

const plain =
  (f: (x: bigint) => bigint) =>
  (x: number): Exact => ({ value: f(fixed(x)), unit: digits });

/** The functions, for arguments whose size and whose result's is between 2^−200 and 2^100, but for `exp`, `sin` and `cos`. */
export const exact = {
  exp: (x: number): Exact => expOf(fixed(x)),
  expm1: plain((x) => plainExp(x) - one),
  log: plain(logOf),
  log1p: plain((x) => logOf(one + x)),
  sin: (x: number): Exact => ({ value: wave(x, 0n), unit: digits }),
  cos: (x: number): Exact => ({ value: wave(x, 1n), unit: digits }),
  tanh: plain((x) => {
    const rise = plainExp(2n * x) - one;
    return div(rise, rise + 2n * one);
  }),
  sigmoid: plain((x) => div(one, one + plainExp(-x))),
  softplus: plain((x) => logOf(one + plainExp(x))),
  erf: plain(erfOf),
} as const;

/** `aᵇ` of a positive `a`. */
export const exactPower = (a: number, b: number): Exact => expOf(mul(logOf(fixed(a)), fixed(b)));

/** How many units in the last place lie between a double and an exact value. */
export const ulpsFromExact = (result: number, { value, unit }: Exact): number => {
  // All doubles are whole in units of 2^−1100.
  const common = 1100n;
  const distance = fixed(result, common) - shifted(value, common - unit);
  const size = shifted(1n, common + BigInt(exponentOfUlp("f64", result)));
  return Math.abs(Number((distance << 20n) / size)) / 2 ** 20;
};
