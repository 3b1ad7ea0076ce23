// What backends and other readers of graphs need, and users do not: the buffers behind tensors, which must not be written to, how shapes
// lie in memory, and what stands in constants.

import type { Shape } from "./shape/shape.js";
import type { TypedArray } from "./tensor/dtype.js";
import { Tensor } from "./tensor/tensor.js";

export type { Backend, Executable, FoldExecutable, Folded } from "./compile/backend.js";
export { isOp, isOpName, type OpName, ops } from "./ops/index.js";
export { uniform } from "./program/rule.js";
export { at, sizeOf, stridesOf } from "./shape/shape.js";
export { allocate, shortestDecimal } from "./tensor/dtype.js";

/** The array behind a tensor, not a copy; nobody may write to it. */
export const bufferOf = (tensor: Tensor): TypedArray => Tensor.bufferOf(tensor);

/** A tensor around an array, not a copy; whoever holds the array must not write to it again. */
export const adopt = <S extends Shape>(shape: S, data: TypedArray): Tensor<S> => Tensor.adopt(shape, data);
