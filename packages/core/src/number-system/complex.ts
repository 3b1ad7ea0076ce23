import { complexErf } from "./complex-erf.js";
import type { Elementary } from "./elementary.js";

/** `re + im i`. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

const make = (re: number, im: number): Complex => ({ re, im });
const zero = make(0, 0);
const one = make(1, 0);

const add = (a: Complex, b: Complex): Complex => make(a.re + b.re, a.im + b.im);
const neg = (a: Complex): Complex => make(-a.re, -a.im);
const mul = (a: Complex, b: Complex): Complex => make(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);

/** `a / b` by the ratio of the smaller to the larger part of `b` (Smith 1962, CACM Algorithm 116), so that `|b|²` never forms. */
const div = (a: Complex, b: Complex): Complex => {
  if (b.im === 0) return make(a.re / b.re, a.im / b.re);
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    const ratio = b.im / b.re;
    const scale = b.re + b.im * ratio;
    return make((a.re + a.im * ratio) / scale, (a.im - a.re * ratio) / scale);
  }
  const ratio = b.re / b.im;
  const scale = b.re * ratio + b.im;
  return make((a.re * ratio + a.im) / scale, (a.im * ratio - a.re) / scale);
};

const reciprocal = (a: Complex): Complex => div(one, a);

/** `eˣ s`, also where `eˣ` alone overflows. */
const expTimes = (x: number, s: number): number => {
  if (s === 0) return 0;
  const half = Math.exp(x / 2);
  return x < 700 ? Math.exp(x) * s : half * s * half;
};

/** `e^(x+iy) = eˣ (cos y + i sin y)`. */
const exp = (a: Complex): Complex => make(expTimes(a.re, Math.cos(a.im)), expTimes(a.re, Math.sin(a.im)));

/** `e^(x+iy) − 1`, whose real part is `(eˣ − 1) cos y − 2 sin²(y/2)`: no difference of nearly equal numbers at 0. */
const expm1 = (a: Complex): Complex =>
  make(Math.expm1(a.re) * Math.cos(a.im) - 2 * Math.sin(a.im / 2) ** 2, expTimes(a.re, Math.sin(a.im)));

/** The principal logarithm, `log |z| + i arg z`, cut along the negative real axis. */
const log = (a: Complex): Complex => make(Math.log(Math.hypot(a.re, a.im)), Math.atan2(a.im, a.re));

/** `log(1 + z)`; beside the real axis `log |1 + z| = log(1 + x) + ½ log(1 + (y/(1 + x))²)`, which keeps its digits at 0. */
const log1p = (a: Complex): Complex => {
  const re = 1 + a.re;
  const modulus =
    Math.abs(a.im) < re ? Math.log1p(a.re) + Math.log1p((a.im / re) ** 2) / 2 : Math.log(Math.hypot(re, a.im));
  return make(modulus, Math.atan2(a.im, re));
};

/** The principal root: the larger part by a root of positive terms, the other by `2 re im = y`. */
const sqrt = (a: Complex): Complex => {
  const larger = Math.sqrt(Math.hypot(a.re, a.im) / 2 + Math.abs(a.re) / 2);
  if (larger === 0) return zero;
  const smaller = a.im / 2 / larger;
  return a.re >= 0 ? make(larger, smaller) : make(Math.abs(smaller), a.im < 0 ? -larger : larger);
};

/** `aⁿ` for a whole `n ≥ 0`, by repeated squaring: no logarithm, hence no branch cut. */
const power = (base: Complex, exponent: number): Complex => {
  let result = one;
  let square = base;
  for (let n = exponent; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result = mul(result, square);
    if (n > 1) square = mul(square, square);
  }
  return result;
};

/** `aᵇ`: by multiplication for whole real `b`, else `e^(b log a)`, in the polar form `|a|^(re b) e^(−im b · arg a)`. */
const pow = (a: Complex, b: Complex): Complex => {
  if (b.im === 0 && Number.isInteger(b.re)) {
    return b.re < 0 ? reciprocal(power(a, -b.re)) : power(a, b.re);
  }
  const { re: logarithm, im: angle } = log(a);
  const radius = Math.hypot(a.re, a.im) ** b.re * Math.exp(-b.im * angle);
  // The logarithm of zero is infinite, but no matter to an exponent without an imaginary part.
  const phase = b.re * angle + (b.im === 0 ? 0 : b.im * logarithm);
  return make(radius * Math.cos(phase), radius * Math.sin(phase));
};

/** `tanh(x + iy)` after Kahan, *Branch Cuts for Complex Elementary Functions* (1987), section on `CTANH`. */
const tanh = (a: Complex): Complex => {
  // From here on 1 − |tanh x| = 2 e^(−2|x|) is below ε, and soon sinh² x would overflow.
  if (Math.abs(a.re) > 20) {
    return make(Math.sign(a.re), 4 * Math.sin(a.im) * Math.cos(a.im) * Math.exp(-2 * Math.abs(a.re)));
  }
  const t = Math.tan(a.im);
  const s = Math.sinh(a.re);
  const secant = 1 + t * t;
  const scale = 1 + secant * s * s;
  return make((secant * Math.sqrt(1 + s * s) * s) / scale, t / scale);
};

/** `1 / (1 + e⁻ᶻ)` in terms of `w = e^(∓z)` with `|w| ≤ 1`: `(1 + w̄) / |1 + w|²` on the right, `(w + |w|²) / |1 + w|²` on the left. */
const sigmoid = (a: Complex): Complex => {
  const decay = Math.exp(-Math.abs(a.re));
  const re = decay * Math.cos(a.im);
  const im = decay * Math.sin(a.im);
  const scale = (1 + re) ** 2 + im * im;
  return make((a.re < 0 ? re + decay * decay : 1 + re) / scale, im / scale);
};

/** `log(1 + eᶻ)`, on the right half as `z + log(1 + e⁻ᶻ)`. */
const softplus = (a: Complex): Complex => (a.re < 0 ? log1p(exp(a)) : add(a, log1p(exp(neg(a)))));

/** Of two numbers the one with the preferred real part; of two with the same real part, the mean by their shares. */
const choose =
  (pick: (x: number, y: number) => number): Elementary<Complex>["max"] =>
  (a, b, share = 1 / 2) => {
    const re = pick(a.re, b.re);
    if (a.re === b.re) return make(re, (1 - share) * a.im + share * b.im);
    return make(re, re === a.re ? a.im : re === b.re ? b.im : Number.NaN);
  };

/**
 * The complex numbers: complex-step differentiation, `f′(x) = im f(x + ih) / h + O(h²)`.
 *
 * Nothing is subtracted, so `h` may be as small as `1e-200`: every function keeps the relative accuracy of an imaginary part that small.
 * The order is that of the real parts, and piecewise functions are continued from the real axis: `|z|` is `z`, `−z` or, where
 * `re z = 0`, zero; `sign` has no imaginary part; `max` and `min` of two numbers with one real part are their mean.
 *
 * Source: Squire & Trapp, *Using Complex Variables to Estimate Derivatives of Real Functions*, SIAM Review 40 (1998).
 *
 * @example
 * import { complex } from "@chainrule/core";
 * const h = 1e-200;
 * assert.equal(complex.exp({ re: 0, im: h }).im / h, 1);
 */
export const complex: Elementary<Complex> = {
  name: "the complex numbers",
  fromNumber: (value) => make(value, 0),
  fromArray: (values) => Array.from(values, (value) => make(value, 0)),
  toNumber: (a) => a.re,
  detach: (a) => make(a.re, 0),
  allocate: (_dtype, size) => Array.from({ length: size }, () => zero),
  equals: (a, b) => a.re === b.re && a.im === b.im,

  zero,
  one,
  add,
  sub: (a, b) => make(a.re - b.re, a.im - b.im),
  mul,
  div,
  mod: () => zero,
  degree: () => 1,
  neg,
  reciprocal,

  pow,
  exp,
  expm1,
  log,
  log1p,
  sqrt,
  sin: (a) => make(Math.sin(a.re) * Math.cosh(a.im), Math.cos(a.re) * Math.sinh(a.im)),
  cos: (a) => make(Math.cos(a.re) * Math.cosh(a.im), -Math.sin(a.re) * Math.sinh(a.im)),
  tanh,
  sigmoid,
  softplus,
  erf: (a) => complexErf(a.re, a.im),

  abs: (a) => (a.re === 0 ? zero : a.re < 0 ? neg(a) : a),
  sign: (a) => make(Math.sign(a.re), 0),
  max: choose(Math.max),
  min: choose(Math.min),
  less: (a, b) => a.re < b.re,
  same: (a, b) => a.re === b.re,
};
