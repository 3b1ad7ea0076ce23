export { grad, hvp, jvp, type ScalarFunction, valueAndGrad, vjp } from "./autodiff/grad.js";
export { hessian, jacobian } from "./autodiff/jacobian.js";
export { fullLike, pullback } from "./autodiff/pullback.js";
export { type Backend, type Executable, type FoldExecutable, type Folded, interpreter } from "./compile/backend.js";
export { type Arguments, type CompileOptions, compile, evaluate, trace } from "./compile/compile.js";
export { diagnose, type NonFinite } from "./compile/diagnose.js";
export { scan } from "./compile/scan.js";
export { dot, outer } from "./composite/products.js";
export { logSoftmax, logSumExp, softmax } from "./composite/softmax.js";
export { mean, norm, variance } from "./composite/statistics.js";
export { isExpr, rebuild } from "./expr/define.js";
export type { Expr, Op, Param, Params, Smoothness } from "./expr/expr.js";
export { topological } from "./expr/topological.js";
export { interpret, type Observe } from "./interpret/interpret.js";
export type { Kernel } from "./kernel/kernel.js";
export { type Complex, complex } from "./number-system/complex.js";
export { type Dual, dual } from "./number-system/dual.js";
export { type Buffer, type Elementary, NumberSystemError } from "./number-system/elementary.js";
export { primeField } from "./number-system/prime-field.js";
export { real } from "./number-system/real.js";
export {
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
} from "./ops/analytic.js";
export { add, div, mul, neg, sub } from "./ops/arithmetic.js";
export { concat, pad, slice } from "./ops/blocks.js";
export { cast } from "./ops/cast.js";
export { equal, greater, greaterEqual, less, lessEqual, notEqual, where } from "./ops/comparison.js";
export { matmul, type Product } from "./ops/contraction.js";
export type { Binary, Unary } from "./ops/elementwise.js";
export { customGradient, identity, named, stopGradient } from "./ops/identity.js";
export { isOp, type OpName, ops } from "./ops/index.js";
export { oneHot, scatterAdd, take } from "./ops/indexing.js";
export { constant, type InputOptions, input } from "./ops/leaf.js";
export { broadcastTo, type Reverse, reshape, sumTo, transpose } from "./ops/movement.js";
export { lift, type Operand, type Value } from "./ops/operand.js";
export { abs, maximum, minimum, relu, sign } from "./ops/piecewise.js";
export { argmax, max, min, type ReductionOptions, sum } from "./ops/reduction.js";
export { toDot, toMermaid } from "./print/diagram.js";
export { type Graph, printProgram } from "./print/print.js";
export { type Program, program } from "./program/program.js";
export { rewrite } from "./program/rewrite.js";
export type { Rule } from "./program/rule.js";
export { rules } from "./program/rules.js";
export { simplify } from "./program/simplify.js";
export {
  bernoulli,
  type NormalOptions,
  normal,
  permutation,
  type Random,
  type RandomState,
  seed,
  type UniformOptions,
  uniform,
} from "./random/random.js";
export { type Broadcast, type Broadcastable, broadcastShapes } from "./shape/broadcast.js";
export { DTypeError, GradientError, ShapeError } from "./shape/errors.js";
export { indexAt, type OneOrMany, type Shape, sameShape, showShape, sizeOf } from "./shape/shape.js";
export { type DType, epsilonOf, isFloating, type TypedArray } from "./tensor/dtype.js";
export type { Nested, ShapeOfNested } from "./tensor/nested.js";
export { type Signature, showSignature } from "./tensor/signature.js";
export {
  arange,
  eqTensor,
  full,
  ones,
  Tensor,
  type TensorOptions,
  tensor,
  tensorFrom,
  zeros,
} from "./tensor/tensor.js";
export { type LeafKind, type Located, leavesLike, leavesOf, mapLeaves, mapTree, replaceLeaves } from "./tree/tree.js";
export type { Concrete, Leaf, Operands, Stacked, Symbolic } from "./tree/types.js";
