import type { Note } from "./note.js";

const ANY = "TensorFlow.js";
const WASM = "TensorFlow.js (wasm)";

/** What holds on its WebAssembly backend alone. */
const onWebAssembly: readonly Note[] = [
  {
    scope: { library: WASM, operations: ["oneHot"], kinds: ["inaccurate", "wrong"] },
    title: "oneHot as float32 is 2⁻¹⁴⁹ where it should be 1",
    right: "Chainrule",
    text:
      "By definition yᵢⱼ = 1 where j = indicesᵢ. The kernel writes the *integer* 1 into memory that is then read as float32, and the " +
      "float with the bits 0…01 is the smallest there is, 2⁻¹⁴⁹ ≈ 1.4 · 10⁻⁴⁵. On the cpu backend it is 1.",
  },
  {
    scope: { library: WASM, operations: ["where"], kinds: ["wrong", "convention"], of: "gradient" },
    title: "a condition that is neither 0 nor 1 multiplies the gradient of where",
    right: "Chainrule",
    text:
      "What is not 0 is true, so y = a, and the cotangents are ȧ = ẏ, ḃ = 0; where a and b are both x, dy/dx = 1. `cast(c, 'bool')` keeps " +
      "the low byte of c: 2 stays 2 (and 256 becomes 0, which is false). The rule of `where` multiplies ẏ by the condition as a number, " +
      "c = 2, for a, and by its negation, which is c xor 1 = 3, for b: x receives 2 + 3 = 5 times ẏ.",
  },
  {
    scope: { library: WASM, operations: ["cos"], kinds: ["inaccurate", "wrong"] },
    title: "cos near its zeros",
    right: "Chainrule",
    text:
      "Near π/2, cos x ≈ π/2 − x. The kernel's error is about 10⁻⁷ in absolute terms, as if the value were near 1, so that digits are " +
      "missing in proportion as the value is smaller. The argument is exact, and the cosine of a float32 number is never so near 0 that " +
      "float32 could not hold it to full precision.",
  },
  {
    scope: { library: WASM, operations: ["log1p"], kinds: ["inaccurate", "wrong"] },
    title: "log1p near 0",
    right: "Chainrule",
    text:
      "log(1 + x) = x − x²/2 + …, so near 0 all digits are in x, which is what this function is for. The kernel's error, of some 10⁻⁸, is " +
      "that of 1 + x in float32 and absolute.",
  },
  {
    scope: { library: WASM, message: "divide by zero" },
    title: "reductions of arrays without elements",
    right: "Chainrule",
    text:
      "The largest elements along an axis of size 2, of an array with no rows, are an array without elements: there is nothing to choose, and " +
      "nothing to refuse. The kernel divides by the number of elements.",
  },
  {
    scope: { library: WASM, operations: ["sin"], kinds: ["inaccurate", "wrong"] },
    title: "sin near its zeros, and its gradient near the zeros of cos",
    right: "Chainrule",
    text:
      "Near kπ, sin x ≈ ± (x − kπ), and the kernel's error is about 10⁻⁷ in absolute terms, near 0 too; the gradient ẏ cos x has that of " +
      "cos, which is of the same kind.",
  },
  {
    scope: { library: WASM, message: "Kernel 'UnsortedSegmentSum' not registered" },
    title: "take has no gradient, and scatterAdd no value",
    right: "Chainrule",
    text:
      "The gradient of yᵢ = x[kᵢ] is ẋⱼ = Σ {ẏᵢ : kᵢ = j}, which exists whatever the indices are. It needs sums over segments, for which " +
      "the backend has no kernel.",
  },
  {
    scope: { library: WASM, message: "BatchMatMul for non non-float32 tensors" },
    title: "products of integer matrices",
    right: "Chainrule",
    text: "yᵢⱼ = Σₖ aᵢₖ bₖⱼ makes sense for integers; the backend multiplies matrices of float32 alone, the cpu backend others too.",
  },
];

const onAnyBackend: readonly Note[] = [
  {
    scope: { library: ANY, operations: ["max"], kinds: ["convention", "wrong"], atKink: true },
    title: "max: each of the elements that tie receives the whole cotangent",
    right: "Chainrule",
    text:
      "The rule is ẋᵢ = ẏ [xᵢ = max x]. Where k elements tie, these add up to k ẏ. That is no convention that could be chosen: max is convex, " +
      "its subgradients at a tie are the averages of the unit vectors of those elements, Σᵢ gᵢ = 1 for each of them, and (1, 1) is none. " +
      "max(x, x) = x shows it: its derivative is 1, and the rule gives 2. Chainrule shares ẏ equally, ½ + ½.",
  },
  {
    scope: { library: ANY, operations: ["min"], kinds: ["convention", "wrong"], atKink: true },
    title: "min: each of the elements that tie receives the whole cotangent",
    right: "Chainrule",
    text:
      "As for max: min x = −max(−x), so gradients that are limits of those nearby add up to 1, and where k elements tie, these add up to k. " +
      "min(x, x) = x has derivative 1, and the rule gives 2.",
  },
  {
    scope: { library: ANY, operations: ["cast"], kinds: ["wrong"], of: "gradient" },
    title: "a cast to integers has the gradient of the identity",
    right: "Chainrule",
    text:
      "Cutting off the fraction is constant between two whole numbers: (trunc(x + h) − trunc(x))/h = 0 for all small h, at 0 too, as " +
      "trunc is 0 from −1 to 1. The rule of `cast` hands ẏ on whatever the dtypes are.",
  },
  {
    scope: { library: ANY, operations: ["maximum"], kinds: ["convention"] },
    title: "maximum of equal numbers",
    right: "both",
    text:
      "The subgradients of max(a, b) at a = b are (t, 1 − t) for 0 ≤ t ≤ 1. TensorFlow.js takes t = 1 (`a ≥ b`), Chainrule t = ½, so that " +
      "the order of arguments does not matter. Both add up to 1, and max(x, x) has derivative 1 by either.",
  },
  {
    scope: { library: ANY, operations: ["minimum"], kinds: ["convention"] },
    title: "minimum of equal numbers",
    right: "both",
    text: "As for maximum: the first argument takes the cotangent (`a ≤ b`), or both take half of it.",
  },
  {
    scope: { library: ANY, operations: ["abs"], kinds: ["convention"] },
    title: "|x| at 0",
    right: "both",
    text:
      "The subgradients of |x| at 0 are the numbers from −1 to 1. TensorFlow.js takes −1, Chainrule 0, which alone keeps the derivative of " +
      "an even function odd.",
  },
  {
    scope: { library: ANY, operations: ["relu"], kinds: ["convention"] },
    title: "relu at 0",
    right: "both",
    text: "The subgradients of max(x, 0) at 0 are the numbers from 0 to 1.",
  },
  {
    scope: { library: ANY, operations: ["erf"], kinds: ["inaccurate", "wrong"] },
    title: "erf near 0",
    right: "Chainrule",
    text:
      "erf x = 2/√π (x − x³/3 + …), so near 0 all digits are in x. The kernel computes 1 − P(t) e^(−x²), formula 7.1.26 of Abramowitz and " +
      "Stegun, whose error of up to 1.5 · 10⁻⁷ is absolute: of a value of 10⁻⁴ it takes the last half of the digits.",
  },
  {
    scope: { library: ANY, operations: ["pow"], kinds: ["convention", "wrong"], finite: false },
    title: "pow at a = 0, b = 0: its derivative by a is NaN",
    right: "Chainrule",
    text: "a⁰ = 1 for all a, so the derivative by a is 0. The rule computes b aᵇ⁻¹ = 0 · 0⁻¹ = 0 · ∞.",
  },
  {
    scope: { library: ANY, message: "depth must be >=" },
    title: "oneHot of depth 1",
    right: "Chainrule",
    text: "yᵢⱼ = 1 where j = indicesᵢ, for j < depth. With one class every index is 0, and the result a column of ones.",
  },
  {
    scope: { library: ANY, message: "which does not match the shape of the input" },
    title: "the gradient of a broadcast to an axis of size 0",
    right: "Chainrule",
    text:
      "The transpose of repeating a value n times is summing n cotangents, and for n = 0 the sum over none of them is 0, in the shape of the " +
      "argument. The rule sums over those axes alone that were repeated more than once, and keeps the axis of size 0.",
  },
];

export const tensorflowNotes: readonly Note[] = [...onWebAssembly, ...onAnyBackend];
