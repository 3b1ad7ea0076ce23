// Every operation as it is called. The list is exhaustive: an operation that is forgotten is a compile error.

import {
  abs,
  add,
  argmax,
  broadcastTo,
  cast,
  concat,
  constant,
  cos,
  customGradient,
  div,
  type Expr,
  equal,
  erf,
  exp,
  expm1,
  greater,
  greaterEqual,
  identity,
  input,
  less,
  lessEqual,
  log,
  log1p,
  matmul,
  max,
  maximum,
  min,
  minimum,
  mul,
  named,
  neg,
  notEqual,
  type OpName,
  oneHot,
  pad,
  pow,
  reciprocal,
  relu,
  reshape,
  scatterAdd,
  sigmoid,
  sign,
  sin,
  slice,
  softplus,
  sqrt,
  square,
  stopGradient,
  sub,
  sum,
  sumTo,
  take,
  tanh,
  tensor,
  transpose,
  where,
} from "@chainrule/core";
import { describe, expect, test } from "vitest";
import { showFunction } from "../../../packages/check/src/source/function.js";

const x = input([2, 3], { name: "x", dtype: "f64" });
const y = input([3], { name: "y", dtype: "f64" });
const z = input([2, 1, 3], { name: "z", dtype: "f64" });
const i = input([2], { name: "i", dtype: "i32" });
const row = tensor([1, 2, 3], { dtype: "f64" });

/** Ways to call the operation, and the text of each. */
type Rows = readonly (readonly [made: Expr, text: string])[];

const table: Readonly<Record<OpName, Rows>> = {
  input: [
    [input([2], { dtype: "f64", name: "w" }), 'input([2], { dtype: "f64", name: "w" })'],
    [input([]), "input([])"],
    [x, "x"],
  ],
  constant: [
    [constant(tensor(0.5), "rate"), 'constant(tensor(0.5), "rate")'],
    [constant(tensor(1)), "constant(tensor(1))"],
    [mul(x, 2), "mul(x, 2)"],
    [mul(-0, x), "mul(-0, x)"],
    [div(x, Number.NaN), "div(x, NaN)"],
    [add(tensor(1, { dtype: "f64" }), tensor(2, { dtype: "f64" })), 'add(tensor(1, { dtype: "f64" }), 2)'],
  ],
  identity: [
    [identity(x), "identity(x)"],
    [named("x y", x), 'named("x y", x)'],
  ],
  stopGradient: [[stopGradient(x), "stopGradient(x)"]],
  customGradient: [
    [
      customGradient(
        (a: Expr) => square(a),
        (g) => [g],
      )(x),
      "customGradient(\n  (a1: Expr) => square(a1),\n  // The rule, without its types: supply what it closes over.\n  (g) => [g],\n)(x)",
    ],
  ],
  reshape: [
    [reshape(x, [3, -1]), "reshape(x, [3, 2])"],
    [reshape(y, [3, 1, 1]), "reshape(y, [3, 1, 1])"],
  ],
  transpose: [
    [transpose(x), "transpose(x)"],
    [transpose(x, [0, 1]), "transpose(x, [0, 1])"],
  ],
  broadcastTo: [[broadcastTo(y, [2, 3]), "broadcastTo(y, [2, 3])"]],
  sumTo: [
    [sumTo(x, [3]), "sumTo(x, [3])"],
    [sum(x, 1), "sum(x, 1)"],
    [sum(x, -1, { keepDims: true }), "sumTo(x, [2, 1])"],
    [sum(x), "sum(x)"],
    [sum(z, [0, 1]), "sum(z, [0, 1])"],
    [sum(z, 0), "sum(z, 0)"],
  ],
  slice: [[slice(x, [0, 1], [2, 1]), "slice(x, [0, 1], [2, 1])"]],
  pad: [
    [pad(y, [[1, 0]]), "pad(y, [[1, 0]])"],
    [pad(y, [[0, 2]], -1.5), "pad(y, [[0, 2]], -1.5)"],
    [pad(y, [[0, 2]], -0), "pad(y, [[0, 2]], -0)"],
  ],
  concat: [
    [concat([x, x]), "concat([x, x])"],
    [concat([x, x], 1), "concat([x, x], 1)"],
    [concat([y, row]), 'concat([y, tensor([1, 2, 3], { dtype: "f64" })])'],
  ],
  cast: [[cast(x, "f32"), 'cast(x, "f32")']],
  add: [
    [add(x, y), "add(x, y)"],
    [add(broadcastTo(y, [2, 3]), y), "add(y, broadcastTo(y, [2, 3]))"],
    [add(x, broadcastTo(broadcastTo(y, [1, 3]), [2, 3])), "add(x, broadcastTo(y, [1, 3]))"],
    [add(row, y), 'add(tensor([1, 2, 3], { dtype: "f64" }), y)'],
  ],
  sub: [[sub(x, 1), "sub(x, 1)"]],
  mul: [[mul(2, x), "mul(2, x)"]],
  div: [[div(1, y), "div(1, y)"]],
  neg: [[neg(x), "neg(x)"]],
  pow: [[pow(y, 3), "pow(y, 3)"]],
  exp: [[exp(x), "exp(x)"]],
  expm1: [[expm1(x), "expm1(x)"]],
  log: [[log(x), "log(x)"]],
  log1p: [[log1p(x), "log1p(x)"]],
  sqrt: [[sqrt(x), "sqrt(x)"]],
  square: [[square(x), "square(x)"]],
  reciprocal: [[reciprocal(x), "reciprocal(x)"]],
  sin: [[sin(2), "sin(tensor(2))"]],
  cos: [[cos(x), "cos(x)"]],
  tanh: [[tanh(x), "tanh(x)"]],
  sigmoid: [[sigmoid(x), "sigmoid(x)"]],
  softplus: [[softplus(x), "softplus(x)"]],
  erf: [[erf(x), "erf(x)"]],
  abs: [[abs(x), "abs(x)"]],
  sign: [[sign(x), "sign(x)"]],
  relu: [[relu(x), "relu(x)"]],
  maximum: [[maximum(x, Number.NEGATIVE_INFINITY), "maximum(x, -Infinity)"]],
  minimum: [[minimum(y, x), "minimum(y, x)"]],
  equal: [[equal(i, 2), "equal(i, 2)"]],
  notEqual: [[notEqual(x, y), "notEqual(x, y)"]],
  less: [[less(x, 0), "less(x, 0)"]],
  lessEqual: [[lessEqual(x, 0), "lessEqual(x, 0)"]],
  greater: [[greater(0, x), "greater(0, x)"]],
  greaterEqual: [[greaterEqual(x, 0), "greaterEqual(x, 0)"]],
  where: [
    [where(greater(x, 0), x, 0), "where(greater(x, 0), x, 0)"],
    // The values are stretched to each other first, and then with the condition.
    [where(greater(x, 0), y, 1), "where(greater(x, 0), y, 1)"],
    [where(greater(y, 0), y, x), "where(greater(y, 0), y, x)"],
    [where(greater(y, 0), 0, tensor(1, { dtype: "f64" })), 'where(greater(y, 0), tensor(0, { dtype: "f64" }), 1)'],
  ],
  max: [
    [max(x, 1), "max(x, 1)"],
    [max(x, 1, { keepDims: true }), "max(x, 1, { keepDims: true })"],
    [max(x, [0, 1], { keepDims: true }), "max(x, [0, 1], { keepDims: true })"],
    [max(x), "max(x)"],
    [max(sum(x, 1, { keepDims: true }), 1, { keepDims: true }), "max(sumTo(x, [2, 1]), 1, { keepDims: true })"],
    [max(sum(y)), "max(sum(y))"],
    [max(y, []), "max(y, [], { keepDims: true })"],
    [max(sum(x, 1, { keepDims: true }), 1), "max(sumTo(x, [2, 1]), 1)"],
  ],
  min: [[min(x, 0), "min(x, 0)"]],
  argmax: [
    [argmax(x), "argmax(x)"],
    [argmax(x, 0), "argmax(x, 0)"],
  ],
  matmul: [
    [matmul(x, transpose(x)), "matmul(x, transpose(x))"],
    [matmul(input([4, 3, 2], { dtype: "f64" }), x), 'matmul(input([4, 3, 2], { dtype: "f64" }), x)'],
    [
      matmul(reshape(x, [2, 1, 1, 3]), reshape(y, [1, 3, 1])),
      "matmul(reshape(x, [2, 1, 1, 3]), reshape(y, [1, 3, 1]))",
    ],
  ],
  take: [
    [take(x, i), "take(x, i)"],
    [take(x, tensor([0, 2], { dtype: "u8" }), 1), 'take(x, tensor([0, 2], { dtype: "u8" }), 1)'],
  ],
  scatterAdd: [
    [scatterAdd(x, i, 4), "scatterAdd(x, i, 4)"],
    [
      scatterAdd(x, tensor([0, 1, 1], { dtype: "i32" }), 2, 1),
      'scatterAdd(x, tensor([0, 1, 1], { dtype: "i32" }), 2, 1)',
    ],
  ],
  oneHot: [
    [oneHot(i, 3), "oneHot(i, 3)"],
    [oneHot(i, 3, { dtype: "f64" }), 'oneHot(i, 3, { dtype: "f64" })'],
  ],
};

describe.each(Object.entries(table))("%s", (_name, rows) => {
  test.each(rows.map(([made, text]) => [text, made] as const))("%s", (text, made) => {
    const body = showFunction([x, y, z, i], made).replace(/^\(.*?\) => /, "");
    expect(body).toBe(text);
  });
});
