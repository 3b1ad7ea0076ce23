import type { Expr, Op } from "../expr/expr.js";
import {
  cos,
  erf,
  exp,
  expm1,
  log,
  log1p,
  pow,
  reciprocal,
  sigmoid,
  sin,
  softplus,
  sqrt,
  square,
  tanh,
} from "./analytic.js";
import { add, div, mul, neg, sub } from "./arithmetic.js";
import { concat, pad, slice } from "./blocks.js";
import { cast } from "./cast.js";
import { equal, greater, greaterEqual, less, lessEqual, notEqual, where } from "./comparison.js";
import { matmul } from "./contraction.js";
import { customGradient, identity, stopGradient } from "./identity.js";
import { oneHot, scatterAdd, take } from "./indexing.js";
import { constant, input } from "./leaf.js";
import { broadcastTo, reshape, sumTo, transpose } from "./movement.js";
import { abs, maximum, minimum, relu, sign } from "./piecewise.js";
import { argmax, max, min } from "./reduction.js";

/**
 * Every operation there is, by name. Whatever must know them all (a backend, a table of tests) is a `Record<OpName, …>`, so that a
 * forgotten one is a compile error.
 */
export const ops = {
  input,
  constant,
  identity,
  stopGradient,
  customGradient,
  reshape,
  transpose,
  broadcastTo,
  sumTo,
  slice,
  pad,
  concat,
  cast,
  add,
  sub,
  mul,
  div,
  neg,
  pow,
  exp,
  expm1,
  log,
  log1p,
  sqrt,
  square,
  reciprocal,
  sin,
  cos,
  tanh,
  sigmoid,
  softplus,
  erf,
  abs,
  sign,
  relu,
  maximum,
  minimum,
  equal,
  notEqual,
  less,
  lessEqual,
  greater,
  greaterEqual,
  where,
  max,
  min,
  argmax,
  matmul,
  take,
  scatterAdd,
  oneHot,
} as const satisfies Readonly<Record<string, { readonly op: Op }>>;

/** The name of an operation. */
export type OpName = keyof typeof ops;

/** Whether there is an operation with that name. */
export const isOpName = (name: string): name is OpName => Object.hasOwn(ops, name);

/** Whether a node is of the operation with that name. */
export const isOp = (node: Expr, name: OpName): boolean => node.op === ops[name].op;
