import {
  abs,
  add,
  cos,
  equal,
  erf,
  exp,
  expm1,
  greater,
  greaterEqual,
  identity,
  less,
  lessEqual,
  log,
  max,
  maximum,
  min,
  minimum,
  mul,
  neg,
  notEqual,
  type OpName,
  relu,
  sigmoid,
  sign,
  sin,
  softplus,
  sqrt,
  square,
  stopGradient,
  sub,
  sum,
  tanh,
} from "@chainrule/core";
import { choice, conversion } from "./forms/choice.js";
import { product } from "./forms/contraction.js";
import {
  analytic,
  binary,
  comparison,
  inverse,
  kinked,
  logarithm,
  ofPositive,
  power,
  quotient,
  unary,
} from "./forms/elementwise.js";
import { custom } from "./forms/identity.js";
import { indicator, picking, scattering } from "./forms/indexing.js";
import { arrangement, block, gathering, margin, permutation, repetition, sequence } from "./forms/movement.js";
import { position, reduction } from "./forms/reduction.js";
import { anything, type Form } from "./source.js";

/** What has no operands: it comes as the operand of something else. */
type Leaf = "input" | "constant";

/** What has operands. */
type Operation = Exclude<OpName, Leaf>;

/** How each operation of the record is used: whoever adds one is told here to say so. */
export const forms = {
  identity: (source) => identity(anything(source)),
  stopGradient: (source) => stopGradient(anything(source)),
  customGradient: custom,
  reshape: arrangement,
  transpose: permutation,
  broadcastTo: repetition,
  sumTo: (source) => (source.random.nextInt(0, 1) === 0 ? gathering : reduction(sum))(source),
  slice: block,
  pad: margin,
  concat: sequence,
  cast: conversion,
  add: binary(add),
  sub: binary(sub),
  mul: binary(mul),
  div: quotient,
  neg: unary(neg),
  pow: power,
  exp: analytic(exp),
  expm1: analytic(expm1),
  log: ofPositive(log),
  log1p: logarithm,
  sqrt: ofPositive(sqrt),
  square: analytic(square),
  reciprocal: inverse,
  sin: analytic(sin),
  cos: analytic(cos),
  tanh: analytic(tanh),
  sigmoid: analytic(sigmoid),
  softplus: analytic(softplus),
  erf: analytic(erf),
  abs: kinked(abs),
  sign: unary(sign),
  relu: kinked(relu),
  maximum: binary(maximum),
  minimum: binary(minimum),
  equal: comparison(equal),
  notEqual: comparison(notEqual),
  less: comparison(less),
  lessEqual: comparison(lessEqual),
  greater: comparison(greater),
  greaterEqual: comparison(greaterEqual),
  where: choice,
  max: reduction(max),
  min: reduction(min),
  argmax: position,
  matmul: product,
  take: picking,
  scatterAdd: scattering,
  oneHot: indicator,
} satisfies Record<Operation, Form>;

/** Whose conventions at kinks are met in few places: these are proposed twice as often. */
export const piecewise: ReadonlySet<string> = new Set<Operation>(["abs", "relu", "maximum", "minimum", "max", "min"]);
