import type { DType } from "@chainrule/core";
import type { LaneOptions } from "../lanes/float.js";
import { erf } from "../math/error.js";
import { exp, expm1 } from "../math/exponential.js";
import { log, log1p } from "../math/logarithm.js";
import { sigmoid, softplus, tanh } from "../math/logistic.js";
import { pow } from "../math/power.js";
import { cos, sin } from "../math/trigonometric.js";
import { exactly, inDoubles, signOfIntegers } from "./integer.js";
import type { ElementwiseName } from "./names.js";
import { relu, sign } from "./piecewise.js";
import { arithmetic, choice, comparison, conversion, floating, type Rule } from "./rules.js";
import type { Vector } from "./vector.js";

export { constantVector, storedOf, type Vector, vectorOfStored } from "./vector.js";

/** How each elementwise operation becomes code, on floats and on whole numbers. */
const rules = {
  add: arithmetic(({ add }, a, b) => add(a, b), exactly("i32x4.add")),
  sub: arithmetic(({ sub }, a, b) => sub(a, b), exactly("i32x4.sub")),
  mul: arithmetic(
    ({ mul }, a, b) => mul(a, b),
    inDoubles(({ mul }, a, b) => mul(a, b)),
  ),
  div: arithmetic(
    ({ div }, a, b) => div(a, b),
    inDoubles(({ div }, a, b) => div(a, b)),
  ),
  pow: arithmetic(pow, inDoubles(pow)),
  neg: arithmetic(({ neg }, x) => neg(x), exactly("i32x4.neg")),
  abs: arithmetic(({ abs }, x) => abs(x), exactly("i32x4.abs")),
  sign: arithmetic(sign, signOfIntegers),
  maximum: arithmetic(({ max }, a, b) => max(a, b), exactly("i32x4.max_s")),
  minimum: arithmetic(({ min }, a, b) => min(a, b), exactly("i32x4.min_s")),

  square: floating(({ mul }, x) => mul(x, x)),
  reciprocal: floating(({ constant, div }, x) => div(constant(1), x)),
  sqrt: floating(({ sqrt }, x) => sqrt(x)),
  relu: floating(relu),
  exp: floating(exp),
  expm1: floating(expm1),
  log: floating(log),
  log1p: floating(log1p),
  sin: floating(sin),
  cos: floating(cos),
  tanh: floating(tanh),
  sigmoid: floating(sigmoid),
  softplus: floating(softplus),
  erf: floating(erf),

  equal: comparison("eq", "eq"),
  notEqual: comparison("ne", "ne"),
  less: comparison("lt", "lt_s"),
  lessEqual: comparison("le", "le_s"),
  greater: comparison("gt", "gt_s"),
  greaterEqual: comparison("ge", "ge_s"),
  where: choice,
  cast: conversion,
} satisfies Record<ElementwiseName, Rule>;

/** An operation applied to vectors; the dtype is that of the result. */
export const apply = (name: ElementwiseName, args: readonly Vector[], dtype: DType, options: LaneOptions): Vector =>
  rules[name](args, dtype, options);
