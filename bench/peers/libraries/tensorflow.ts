import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { Library } from "@chainrule/check/peer";
import { type DType, type Expr, isFloating, type Tensor } from "@chainrule/core";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { numberIn, numbersIn, pairsIn, reducedAxes, scatterSizes, shapeOf } from "./params.js";

type Calls = Library<tf.Tensor>["calls"];

/** TensorFlow.js has no double precision, and keeps bytes as 32-bit integers. */
const dtypeOf = (dtype: DType): "float32" | "int32" => (isFloating(dtype) ? "float32" : "int32");

const isTensor = (argument: unknown): argument is tf.Tensor => argument instanceof tf.Tensor;

/**
 * The first of several arrays, which depends on the others with derivative 0: a variable on which nothing depends, or by what has no
 * gradient alone, has a gradient like any other.
 */
const beside = tf.customGrad((...args) => {
  const [result, ...others] = args.filter(isTensor);
  if (result === undefined) throw new TypeError("beside: needs a tensor");
  return {
    value: tf.clone(result),
    gradFunc: (dy: tf.Tensor) => [dy, ...others.map((other) => tf.zerosLike(other))],
  };
});

/** The same values, of which the tape knows nothing. */
const untaped = (x: tf.Tensor): tf.Tensor => tf.tensor(x.dataSync(), x.shape, x.dtype);

/** Truth values are of a dtype of their own; here they are bytes. */
const truth =
  (compare: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor) =>
  (_: Expr, a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
    compare(untaped(a), untaped(b)).toInt();

/** What moves elements about has nothing to do where there is one, and is not defined there. */
const unlessScalar =
  (move: (node: Expr, x: tf.Tensor) => tf.Tensor) =>
  (node: Expr, x: tf.Tensor): tf.Tensor =>
    node.shape.length === 0 ? tf.clone(x) : move(node, x);

/** A reduction, its axes kept with size 1 and then given the shape of the node. */
const reduction =
  (reduce: (x: tf.Tensor, axes: number[]) => tf.Tensor) =>
  (node: Expr, x: tf.Tensor): tf.Tensor =>
    reduce(x, reducedAxes(node)).reshape(shapeOf(node));

const calls: Calls = {
  identity: (_, x) => tf.clone(x),
  stopGradient: (_, x) => untaped(x),
  customGradient: "its rule is written in Chainrule's own expressions",

  reshape: (node, x) => tf.reshape(x, shapeOf(node)),
  transpose: (node, x) => tf.transpose(x, numbersIn(node, "axes")),
  broadcastTo: (node, x) => tf.broadcastTo(x, shapeOf(node)),
  sumTo: reduction((x, axes) => tf.sum(x, axes)),
  slice: unlessScalar((node, x) => tf.slice(x, numbersIn(node, "starts"), shapeOf(node))),
  pad: unlessScalar((node, x) => tf.pad(x, pairsIn(node, "widths"), numberIn(node, "value"))),
  concat: (node, ...parts) => tf.concat(parts, numberIn(node, "axis")),
  cast: ({ dtype }, x) => tf.cast(x, dtypeOf(dtype)),

  add: (_, a, b) => tf.add(a, b),
  sub: (_, a, b) => tf.sub(a, b),
  mul: (_, a, b) => tf.mul(a, b),
  div: (_, a, b) => tf.div(a, b),
  neg: (_, x) => tf.neg(x),
  pow: (_, a, b) => tf.pow(a, b),
  exp: (_, x) => tf.exp(x),
  expm1: (_, x) => tf.expm1(x),
  log: (_, x) => tf.log(x),
  log1p: (_, x) => tf.log1p(x),
  sqrt: (_, x) => tf.sqrt(x),
  square: (_, x) => tf.square(x),
  reciprocal: (_, x) => tf.reciprocal(x),
  sin: (_, x) => tf.sin(x),
  cos: (_, x) => tf.cos(x),
  tanh: (_, x) => tf.tanh(x),
  sigmoid: (_, x) => tf.sigmoid(x),
  softplus: (_, x) => tf.softplus(x),
  erf: (_, x) => tf.erf(x),

  abs: (_, x) => tf.abs(x),
  sign: (_, x) => tf.sign(x),
  relu: (_, x) => tf.relu(x),
  maximum: (_, a, b) => tf.maximum(a, b),
  minimum: (_, a, b) => tf.minimum(a, b),
  equal: truth(tf.equal),
  notEqual: truth(tf.notEqual),
  less: truth(tf.less),
  lessEqual: truth(tf.lessEqual),
  greater: truth(tf.greater),
  greaterEqual: truth(tf.greaterEqual),
  where: (_, condition, a, b) => tf.where(tf.cast(condition, "bool"), a, b),
  max: reduction((x, axes) => tf.max(x, axes)),
  min: reduction((x, axes) => tf.min(x, axes)),
  argmax: (node, x) => tf.argMax(untaped(x), numberIn(node, "axis")),

  matmul: (_, a, b) => tf.matMul(a, b),
  take: (node, x, indices) => tf.gather(x, indices, numberIn(node, "axis")),
  scatterAdd: (node, x, indices) => {
    const [outer, count, inner] = scatterSizes(node);
    const size = numberIn(node, "size");
    const segments = tf.transpose(tf.reshape(x, [outer, count, inner]), [1, 0, 2]);
    const sums = tf.unsortedSegmentSum(segments, tf.cast(tf.reshape(indices, [count]), "int32"), size);
    return tf.reshape(tf.transpose(sums, [1, 0, 2]), shapeOf(node));
  },
  oneHot: (node, indices) => tf.oneHot(indices, numberIn(node, "depth"), 1, 0, dtypeOf(node.dtype)),
};

const NO_GRADIENT =
  "on values off the tape: without a gradient, where 0 would do, or with an integer one, it has any program refused in which it stands";
const NO_SCALAR = "scalars are passed on, as it is not defined for them";

const adapted: Library<tf.Tensor>["adapted"] = {
  stopGradient: "the values off the tape, as there is no call for it",
  slice: NO_SCALAR,
  pad: NO_SCALAR,
  equal: NO_GRADIENT,
  notEqual: NO_GRADIENT,
  less: NO_GRADIENT,
  lessEqual: NO_GRADIENT,
  greater: NO_GRADIENT,
  greaterEqual: NO_GRADIENT,
  argmax: NO_GRADIENT,
  scatterAdd: "unsortedSegmentSum, on the axis moved to the front",
};

const constant = (value: Tensor): tf.Tensor => tf.tensor(value.toArray(), shapeOf(value), dtypeOf(value.dtype));

/** Makes a backend the one that everything runs on: TensorFlow.js has one at a time. */
export const startTensorflow = async (backend: "cpu" | "wasm"): Promise<void> => {
  // Otherwise the WebAssembly modules are looked for beside the script that was started.
  setWasmPaths(`${dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm"))}/`);
  // Otherwise it prints advice; nothing else is different.
  tf.enableProdMode();
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js: the backend ${backend} did not start`);
};

/** TensorFlow.js on one of its backends. */
export const tensorflow = (backend: "cpu" | "wasm"): Library<tf.Tensor> => ({
  name: `TensorFlow.js (${backend})`,
  version: tf.version.tfjs,
  calls,
  adapted,
  constant,
  pullback: (f, variables, cotangent) =>
    tf.tidy(() => {
      const { value, grads } = tf.valueAndGrads((...args) => beside(f(args), ...args))(
        variables.map(constant),
        constant(cotangent),
      );
      return {
        value: Array.from(value.dataSync()),
        gradients: grads.map((gradient) => Array.from(gradient.dataSync())),
      };
    }),
});
