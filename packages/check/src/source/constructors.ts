import { type Expr, type OpName, type Param, type Shape, Tensor } from "@chainrule/core";
import { reducedAxes, writeAxes } from "./axes.js";
import { call, type Doc, fields, listed } from "./layout.js";
import { writeRule } from "./rule.js";
import { batches, type Stretch, together, togetherInTurn } from "./stretch.js";
import { options, writeNumber, writeShape, writeTensor } from "./tensor.js";

/** A node as a call, given its arguments. */
type Write = (node: Expr, args: readonly Doc[]) => Doc;

/** How to call the public function that makes the nodes of an operation. */
export interface Constructor {
  readonly write: Write;
  /** What it does to the shapes of its arguments. */
  readonly stretch?: Stretch;
  /** The arguments that may be numbers, so long as another of them says the dtype. */
  readonly numbers?: readonly number[];
}

const writeParam = (param: Param | undefined): Doc => {
  if (param instanceof Tensor) return writeTensor(param);
  if (typeof param === "object") return listed("[", param.map(writeParam), "]");
  return typeof param === "number" ? writeNumber(param) : JSON.stringify(param);
};

/** A parameter as the last argument, where it is not the one that is taken by default. */
const unless = (byDefault: Param, param: Param | undefined): readonly Doc[] =>
  Object.is(param, byDefault) ? [] : [writeParam(param)];

/** `name(arg, …)`. */
const apply: Write = ({ op }, args) => call(op.name, ...args);

/** `name(arg, …, shape)`. */
const toShape: Write = ({ op, shape }, args) => call(op.name, ...args, writeShape(shape));

const applied: Constructor = { write: apply };
const elementwise: Constructor = { write: apply, stretch: together, numbers: [0, 1] };

/** `max(arg, axes, { keepDims: true })`: as the operation keeps the axes that it reduces. */
const reduce: Write = ({ op, args: [x], shape }, args) =>
  shape.length === 0 || x === undefined
    ? call(op.name, ...args)
    : call(op.name, ...args, writeAxes(reducedAxes(x.shape, shape)), fields([["keepDims", "true"]]));

const isReversal = (axes: Param | undefined, { length }: Shape): boolean =>
  JSON.stringify(axes) === JSON.stringify(Array.from({ length }, (_, axis) => length - 1 - axis));

/** Every operation as it is called. */
export const constructors: Readonly<Record<OpName, Constructor>> = {
  input: {
    write: ({ shape, dtype, name }) => call("input", writeShape(shape), ...options({ dtype, name })),
  },
  constant: {
    write: ({ name, params: { value } }) =>
      name === undefined ? writeParam(value) : call("constant", writeParam(value), JSON.stringify(name)),
  },
  identity: {
    write: ({ name }, args) =>
      name === undefined ? call("identity", ...args) : call("named", JSON.stringify(name), ...args),
  },
  stopGradient: applied,
  customGradient: {
    write: ({ params: { rule } }, [f = "", ...args]) => [
      call("customGradient", f, writeRule(rule)),
      listed("(", args, ")"),
    ],
  },
  reshape: { write: toShape },
  transpose: {
    write: ({ shape, params: { axes } }, args) =>
      call("transpose", ...args, ...(isReversal(axes, shape) ? [] : [writeParam(axes)])),
  },
  broadcastTo: { write: toShape },
  sumTo: {
    // The function itself sums u8 to i32.
    write: (node, args) => (node.dtype === "u8" ? call("cast", toShape(node, args), '"u8"') : toShape(node, args)),
  },
  slice: {
    write: ({ shape, params: { starts } }, args) => call("slice", ...args, writeParam(starts), writeShape(shape)),
  },
  pad: {
    write: ({ params: { widths, value } }, args) => call("pad", ...args, writeParam(widths), ...unless(0, value)),
  },
  concat: { write: ({ params: { axis } }, args) => call("concat", listed("[", args, "]"), ...unless(0, axis)) },
  cast: { write: ({ dtype }, args) => call("cast", ...args, JSON.stringify(dtype)) },
  add: elementwise,
  sub: elementwise,
  mul: elementwise,
  div: elementwise,
  neg: applied,
  pow: elementwise,
  exp: applied,
  expm1: applied,
  log: applied,
  log1p: applied,
  sqrt: applied,
  square: applied,
  reciprocal: applied,
  sin: applied,
  cos: applied,
  tanh: applied,
  sigmoid: applied,
  softplus: applied,
  erf: applied,
  abs: applied,
  sign: applied,
  relu: applied,
  maximum: elementwise,
  minimum: elementwise,
  equal: elementwise,
  notEqual: elementwise,
  less: elementwise,
  lessEqual: elementwise,
  greater: elementwise,
  greaterEqual: elementwise,
  where: { write: apply, stretch: togetherInTurn, numbers: [1, 2] },
  max: { write: reduce },
  min: { write: reduce },
  argmax: {
    write: ({ shape, params: { axis } }, args) => call("argmax", ...args, ...unless(shape.length, axis)),
  },
  matmul: { write: apply, stretch: batches },
  take: { write: ({ params: { axis } }, args) => call("take", ...args, ...unless(0, axis)) },
  scatterAdd: {
    write: ({ params: { size, axis } }, args) => call("scatterAdd", ...args, writeParam(size), ...unless(0, axis)),
  },
  oneHot: {
    write: ({ dtype, params: { depth } }, args) => call("oneHot", ...args, writeParam(depth), ...options({ dtype })),
  },
};
