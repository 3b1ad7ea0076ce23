import type { Library } from "@chainrule/check/peer";
import type { DType, Expr, Tensor } from "@chainrule/core";
import * as jax from "@jax-js/jax";
import { numberIn, numbersIn, pairsIn, reducedAxes, scatterSizes, shapeOf } from "./params.js";
import { installedVersion } from "./version.js";

const { lax, nn, numpy: np } = jax;

type Calls = Library<jax.Array>["calls"];

/** Bytes are kept as 32-bit integers. */
const dtypes = { f32: np.float32, f64: np.float64, i32: np.int32, u8: np.int32 } satisfies Record<DType, unknown>;

/** Truth values are of a dtype of their own; here they are bytes. */
const truth = (compare: (a: jax.Array, b: jax.Array) => jax.Array) => (_: Expr, a: jax.Array, b: jax.Array) =>
  compare(a, b).astype(np.int32);

/** A reduction, its axes dropped and then given the shape of the node. */
const reduction =
  (reduce: (x: jax.Array, axes: number[]) => jax.Array) =>
  (node: Expr, x: jax.Array): jax.Array =>
    reduce(x, reducedAxes(node)).reshape(shapeOf(node));

/** From where to where a slice runs on each axis. */
const spans = (node: Expr): [number, number][] =>
  numbersIn(node, "starts").map((start, axis) => [start, start + (node.shape[axis] ?? 0)]);

const calls: Calls = {
  identity: (_, x) => x,
  stopGradient: (_, x) => lax.stopGradient(x),
  customGradient: "its rule is written in Chainrule's own expressions",

  reshape: (node, x) => np.reshape(x, shapeOf(node)),
  transpose: (node, x) => np.transpose(x, numbersIn(node, "axes")),
  broadcastTo: (node, x) => np.broadcastTo(x, shapeOf(node)),
  sumTo: reduction((x, axes) => np.sum(x, axes)),
  slice: (node, x) => (node.shape.length === 0 ? x : x.slice(...spans(node))),
  pad: (node, x) => {
    const widths = pairsIn(node, "widths");
    const value = numberIn(node, "value");
    if (value === 0) return np.pad(x, widths);
    // It pads with zeros alone.
    const inside = np.pad(np.onesLike(x.ref), widths);
    return np.where(np.notEqual(inside, 0), np.pad(x, widths), value);
  },
  concat: (node, ...parts) => np.concatenate(parts, numberIn(node, "axis")),
  cast: ({ dtype }, x) => np.astype(x, dtypes[dtype]),

  add: (_, a, b) => np.add(a, b),
  sub: (_, a, b) => np.subtract(a, b),
  mul: (_, a, b) => np.multiply(a, b),
  div: (_, a, b) => np.divide(a, b),
  neg: (_, x) => np.negative(x),
  pow: (_, a, b) => np.power(a, b),
  exp: (_, x) => np.exp(x),
  expm1: (_, x) => np.expm1(x),
  log: (_, x) => np.log(x),
  log1p: (_, x) => np.log1p(x),
  sqrt: (_, x) => np.sqrt(x),
  square: (_, x) => np.square(x),
  reciprocal: (_, x) => np.reciprocal(x),
  sin: (_, x) => np.sin(x),
  cos: (_, x) => np.cos(x),
  tanh: (_, x) => np.tanh(x),
  sigmoid: (_, x) => nn.sigmoid(x),
  softplus: (_, x) => nn.softplus(x),
  erf: (_, x) => lax.erf(x),

  abs: (_, x) => np.abs(x),
  sign: (_, x) => np.sign(x),
  relu: (_, x) => nn.relu(x),
  maximum: (_, a, b) => np.maximum(a, b),
  minimum: (_, a, b) => np.minimum(a, b),
  equal: truth(np.equal),
  notEqual: truth(np.notEqual),
  less: truth(np.less),
  lessEqual: truth(np.lessEqual),
  greater: truth(np.greater),
  greaterEqual: truth(np.greaterEqual),
  where: (_, condition, a, b) => np.where(np.notEqual(condition, 0), a, b),
  max: reduction((x, axes) => np.max(x, axes)),
  min: reduction((x, axes) => np.min(x, axes)),
  argmax: (node, x) => np.argmax(x, numberIn(node, "axis")),

  matmul: (_, a, b) => np.matmul(a, b),
  take: (node, x, indices) => np.take(x, indices, numberIn(node, "axis")),
  // There is no call for it: a product with the matrix whose columns are the indicators of the indices.
  scatterAdd: (node, x, indices) => {
    const [outer, count, inner] = scatterSizes(node);
    const size = numberIn(node, "size");
    const indicators = np.transpose(nn.oneHot(np.reshape(indices, [count]), size));
    const sums = np.matmul(np.broadcastTo(indicators, [outer, size, count]), np.reshape(x, [outer, count, inner]));
    return np.reshape(sums, shapeOf(node));
  },
  oneHot: (node, indices) => np.astype(nn.oneHot(indices, numberIn(node, "depth")), dtypes[node.dtype]),
};

const adapted: Library<jax.Array>["adapted"] = {
  pad: "where the padding is not 0, zeros and then a choice: it pads with zeros alone",
  scatterAdd:
    "a product with the matrix of indicators, as there is no call for it; stretched first, as np.matmul of a matrix [rows, inner] and a " +
    "batch [batch, inner, columns] comes out as [rows, batch, columns]",
};

const constant = (value: Tensor): jax.Array => {
  const stored = value.toTypedArray();
  const data = stored instanceof Uint8Array ? Int32Array.from(stored) : stored;
  return np.array(data, { shape: shapeOf(value), dtype: dtypes[value.dtype] });
};

const numbersOf = (array: jax.Array): readonly number[] => Array.from(array.dataSync());

/** jax-js on its WebAssembly backend. */
export const jaxJs: Library<jax.Array> = {
  name: "jax-js (wasm)",
  version: installedVersion("@jax-js/jax"),
  calls,
  adapted,
  constant,
  pullback: (f, variables, cotangent) => {
    const [value, pull] = jax.vjp((...args: jax.Array[]) => f(args), variables.map(constant));
    const numbers = numbersOf(value);
    const gradients = pull(constant(cotangent)).map(numbersOf);
    pull.dispose();
    return { value: numbers, gradients };
  },
  retain: (array) => array.ref,
  release: (array) => array.dispose(),
};
