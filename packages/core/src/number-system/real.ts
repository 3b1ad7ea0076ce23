import { allocate } from "../tensor/dtype.js";
import type { Elementary } from "./elementary.js";
import { erf } from "./erf.js";

/** `1 / (1 + e⁻ˣ)`, written on each side with the exponential that cannot overflow. */
const sigmoid = (x: number): number => {
  const decay = Math.exp(-Math.abs(x));
  return x < 0 ? decay / (1 + decay) : 1 / (1 + decay);
};

/**
 * The real numbers in double precision: the system in which a graph has its ordinary meaning.
 *
 * `max` and `min` hand on NaN, `sign(0) = 0`, and nothing overflows unless its result does.
 *
 * @example
 * import { real } from "@chainrule/core";
 * assert.equal(real.sigmoid(0), 0.5);
 * assert.equal(real.softplus(-1000), 0);
 */
export const real: Elementary<number> = {
  name: "the real numbers",
  fromNumber: (value) => value,
  fromArray: (values) => values,
  toNumber: (a) => a,
  detach: (a) => a,
  allocate,
  equals: (a, b) => a === b,

  zero: 0,
  one: 1,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  mod: () => 0,
  degree: () => 1,
  neg: (a) => -a,
  reciprocal: (a) => 1 / a,

  pow: (a, b) => a ** b,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  sigmoid,
  // max(x, 0) + log(1 + e^(−|x|)): the exponential never exceeds 1, and the small branch keeps its digits.
  softplus: (a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))),
  erf,

  abs: Math.abs,
  sign: Math.sign,
  max: (a, b) => Math.max(a, b),
  min: (a, b) => Math.min(a, b),
  less: (a, b) => a < b,
  same: (a, b) => a === b,
};
