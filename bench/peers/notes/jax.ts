import type { Note } from "./note.js";

const JAX = "jax-js";

const LOG =
  "The logarithm is e ln 2 + 2 (t + t³/3 + t⁵/5 + t⁷/7) with x = 2ᵉ m, 1 ≤ m < 2, t = (m − 1)/(m + 1). The first term left out is " +
  "2 t⁹/9, which for m near 2, where t is near ⅓, is 1.1 · 10⁻⁵: a hundred roundings of float32.";

const lossesOfDigits: readonly Note[] = [
  {
    scope: { library: JAX, operations: ["softplus"], kinds: ["wrong"], finite: false },
    title: "softplus overflows",
    right: "Chainrule",
    text:
      "log(1 + eˣ) = x + log(1 + e⁻ˣ), which for x = 118 is x. Computed as it is written, eˣ is beyond float32 from x = 88.8 on, and the " +
      "result ∞; below −16.6, eˣ is lost beside 1, and the result 0 instead of eˣ.",
  },
  {
    scope: { library: JAX, operations: ["softplus"], kinds: ["inaccurate", "wrong"] },
    title: "softplus loses digits",
    right: "Chainrule",
    text: `It is log(1 + eˣ) as it is written, and has the errors of log: at x = 1, 1 + e = 2 · 1.86. ${LOG}`,
  },
  {
    scope: { library: JAX, operations: ["log1p"], kinds: ["inaccurate", "wrong"] },
    title: "log1p loses digits",
    right: "Chainrule",
    text: `Beyond |x| = 0.2 it is log(1 + x), and has the errors of log. ${LOG}`,
  },
  {
    scope: { library: JAX, operations: ["pow"], kinds: ["inaccurate", "wrong"], finite: true },
    title: "pow loses digits",
    right: "Chainrule",
    text: `It is e^(b log |a|), and its gradient by b is y log |a|: both have the errors of log. ${LOG}`,
  },
  {
    scope: { library: JAX, operations: ["log"], kinds: ["inaccurate", "wrong"] },
    title: "log loses digits, and below 1 nearly all of them",
    right: "Chainrule",
    text:
      `${LOG} Just below 1, e = −1 and m is near 2: −ln 2 and ln m cancel, and that error is left of a result near 0. At x = 0.99995 it is a ` +
      "quarter of the value. Arrays of one element are computed in double precision, and do not show it.",
  },
  {
    scope: { library: JAX, operations: ["erf"], kinds: ["inaccurate", "wrong"] },
    title: "erf near 0",
    right: "Chainrule",
    text:
      "erf x = 2/√π (x − x³/3 + …), and erf 0 = 0. It is computed as 1 − P(t) e^(−x²), formula 7.1.26 of Abramowitz and Stegun, whose " +
      "error of up to 1.5 · 10⁻⁷ is absolute; the coefficients add up to 1 − 10⁻⁹, so that erf 0 is 10⁻⁹.",
  },
  {
    scope: { library: JAX, operations: ["tanh"], kinds: ["inaccurate", "wrong"] },
    title: "tanh near 0",
    right: "Chainrule",
    text:
      "tanh x = x − x³/3 + …, so near 0 all digits are in x. It is computed as (1 − e^(−2x))/(1 + e^(−2x)), where e^(−2x) is rounded to a " +
      "multiple of 2⁻²⁴ near 1, and the difference from 1 keeps that error: a relative one of about 2⁻²⁵/|x|.",
  },
  {
    scope: { library: JAX, operations: ["cos"], kinds: ["inaccurate", "wrong"] },
    title: "cos near its zeros",
    right: "Chainrule",
    text:
      "Near π/2, cos x ≈ π/2 − x. The argument is reduced by π/2 in float32, whose error of 4.4 · 10⁻⁸ is absolute, so that digits are " +
      "missing in proportion as the value is smaller.",
  },
  {
    scope: { library: JAX, operations: ["sin"], kinds: ["inaccurate", "wrong"] },
    title: "sin near its zeros, and its gradient near the zeros of cos",
    right: "Chainrule",
    text:
      "Near kπ, sin x ≈ ± (x − kπ). The argument is reduced by multiples of π/2 in float32, and that rounding is absolute; the gradient ẏ cos x " +
      "has it near π/2.",
  },
];

const sums: readonly Note[] = [
  {
    scope: { library: JAX, operations: ["take", "concat"], kinds: ["wrong"], of: "gradient" },
    title: "the gradient of take, where its cotangent is the front of a longer array",
    right: "Chainrule",
    text:
      "The gradient of yᵢ = x[kᵢ] is ẋⱼ = Σ {ẏᵢ : kᵢ = j}, over the elements of y. For concat([y, x]) the cotangent of y is the front part of " +
      "a longer one, which jax-js does not copy; its scatter then goes through the memory of the whole, and adds what lies behind the part as " +
      "well. In concat([take(x, 0), x], 0) with cotangents (1, 1.25), x should get 1 from one part and 1.25 from the other, and gets " +
      "1 + 1.25 from the first alone.",
  },
];

const powers: readonly Note[] = [
  {
    scope: {
      library: JAX,
      operations: ["pow"],
      kinds: ["wrong", "convention"],
      of: "gradient",
      finite: false,
    },
    title: "pow: at a = 0 its gradient is NaN",
    right: "Chainrule",
    text:
      "aᵇ = e^(b log |a|) gives the derivative by a as aᵇ · b/a, at 0 a product of 0 and ∞. The power rule, b aᵇ⁻¹, has no such product: " +
      "x¹ has derivative 1 everywhere, and x² has 2x, which is 0 at 0. By b the derivative is aᵇ log a; for a = 0 < b it is the limit of " +
      "0ᵇ = 0 under small changes of b, which is 0.",
  },
  {
    scope: { library: JAX, operations: ["pow"], kinds: ["wrong"], of: "value", finite: false },
    title: "pow: 0⁰ is NaN",
    right: "Chainrule",
    text: "a⁰ is the empty product, 1 for every a, as IEEE 754 has it; e^(0 · log 0) is e^(0 · (−∞)), which is NaN.",
  },
];

const conventions: readonly Note[] = [
  {
    scope: { library: JAX, operations: ["relu"], kinds: ["convention"] },
    title: "relu at 0",
    right: "both",
    text:
      "The subgradients of max(x, 0) at 0 are the numbers from 0 to 1. jax-js takes 1, as for `maximum(x, 0)`, Chainrule 0, as most " +
      "libraries do.",
  },
  {
    scope: { library: JAX, operations: ["maximum"], kinds: ["convention"] },
    title: "maximum of equal numbers",
    right: "both",
    text:
      "The subgradients of max(a, b) at a = b are (t, 1 − t) for 0 ≤ t ≤ 1. jax-js takes t = 1 (unless `a < b`), Chainrule t = ½, so that " +
      "the order of arguments does not matter. Both add up to 1, and max(x, x) has derivative 1 by either.",
  },
  {
    scope: { library: JAX, operations: ["minimum"], kinds: ["convention"] },
    title: "minimum of equal numbers",
    right: "both",
    text: "As for maximum: the first argument takes the cotangent (unless `b < a`), or both take half of it.",
  },
  {
    scope: { library: JAX, operations: ["abs"], kinds: ["convention"] },
    title: "|x| at 0",
    right: "both",
    text:
      "The subgradients of |x| at 0 are the numbers from −1 to 1. jax-js takes 1 (`x < 0 ? −x : x`), Chainrule 0, which alone keeps the " +
      "derivative of an even function odd.",
  },
];

const refusals: readonly Note[] = [
  {
    scope: { library: JAX, message: "Expected a number for constant, got undefined" },
    title: "arrays without elements",
    right: "Chainrule",
    text:
      "A sum over no elements is 0, and its gradient has as many elements as its argument: none. An array without elements cannot be made, " +
      "as it is taken for one whose elements are all alike.",
  },
  {
    scope: { library: JAX, message: "Wrong dtype in where: expected bool" },
    title: "the sign of integers",
    right: "Chainrule",
    text: "sign k is −1, 0 or 1 for a whole number as for any other; it is refused for what is not floating.",
  },
];

export const jaxNotes: readonly Note[] = [...sums, ...powers, ...lossesOfDigits, ...conventions, ...refusals];
