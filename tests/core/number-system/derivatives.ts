import { fc } from "@fast-check/vitest";
import type { Elementary } from "../../../packages/core/src/number-system/elementary.js";

/** A function of one number in every system, its derivative over the reals from `Math` alone, and where to sample it. */
export interface Sample {
  readonly name: string;
  readonly of: <A>(K: Elementary<A>) => (x: A) => A;
  readonly derivative: (x: number) => number;
  readonly from: number;
  readonly to: number;
}

const logistic = (x: number): number => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));

/** Every differentiable elementary function. */
export const samples: readonly Sample[] = [
  { name: "neg", of: (K) => K.neg, derivative: () => -1, from: -9, to: 9 },
  { name: "reciprocal", of: (K) => K.reciprocal, derivative: (x) => -1 / x / x, from: 0.01, to: 99 },
  { name: "exp", of: (K) => K.exp, derivative: Math.exp, from: -40, to: 40 },
  { name: "expm1", of: (K) => K.expm1, derivative: Math.exp, from: -40, to: 40 },
  { name: "log", of: (K) => K.log, derivative: (x) => 1 / x, from: 1e-6, to: 1e6 },
  { name: "log1p", of: (K) => K.log1p, derivative: (x) => 1 / (1 + x), from: -0.999, to: 1e3 },
  { name: "sqrt", of: (K) => K.sqrt, derivative: (x) => 0.5 / Math.sqrt(x), from: 1e-6, to: 1e6 },
  { name: "sin", of: (K) => K.sin, derivative: Math.cos, from: -20, to: 20 },
  { name: "cos", of: (K) => K.cos, derivative: (x) => -Math.sin(x), from: -20, to: 20 },
  { name: "tanh", of: (K) => K.tanh, derivative: (x) => 1 / Math.cosh(x) / Math.cosh(x), from: -40, to: 40 },
  { name: "sigmoid", of: (K) => K.sigmoid, derivative: (x) => logistic(x) * logistic(-x), from: -40, to: 40 },
  { name: "softplus", of: (K) => K.softplus, derivative: logistic, from: -40, to: 40 },
  {
    name: "erf",
    of: (K) => K.erf,
    derivative: (x) => (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x),
    from: -6,
    to: 6,
  },
  { name: "x³", of: (K) => (x) => K.pow(x, K.fromNumber(3)), derivative: (x) => 3 * x * x, from: -9, to: 9 },
  { name: "x⁻²", of: (K) => (x) => K.pow(x, K.fromNumber(-2)), derivative: (x) => -2 / x ** 3, from: -9, to: -0.1 },
  {
    name: "x^2.5",
    of: (K) => (x) => K.pow(x, K.fromNumber(2.5)),
    derivative: (x) => 2.5 * x ** 1.5,
    from: 0.01,
    to: 99,
  },
  {
    name: "2.5ˣ",
    of: (K) => (x) => K.pow(K.fromNumber(2.5), x),
    derivative: (x) => 2.5 ** x * Math.log(2.5),
    from: -9.5,
    to: 9.5,
  },
  {
    name: "x / (2 + x²)",
    of: (K) => (x) => K.div(x, K.add(K.fromNumber(2), K.mul(x, x))),
    derivative: (x) => (2 - x * x) / (2 + x * x) ** 2,
    from: -1,
    to: 1,
  },
];

/**
 * The relative error allowed between two evaluations of a derivative: each is a product of at most eight factors that are correct to
 * two units in the last place, and an exponential turns the rounding of its argument (at most 40, or x² = 36) into as many ε.
 */
export const relativeError = (8 * 2 + 40) * Number.EPSILON;

/**
 * Points of the sample's domain that are not within 1e-10 of 0, where a derivative such as that of `x³` vanishes: so the error of a
 * complex step, `h² f‴ / 6` with `h ≤ 1e-20`, stays below `ε f′`.
 */
export const pointOf = ({ from, to }: Sample): fc.Arbitrary<number> =>
  fc.double({ min: from, max: to, noNaN: true }).filter((x) => Math.abs(x) >= 1e-10);
