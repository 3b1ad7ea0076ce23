import { type Definition, define } from "../expr/define.js";
import type { Expr } from "../expr/expr.js";
import { checkShape, type Shape } from "../shape/shape.js";
import type { DType } from "../tensor/dtype.js";
import { Tensor } from "../tensor/tensor.js";

const inputs: Definition<readonly [], { shape: Shape; dtype: DType }> = define<
  readonly [],
  { shape: Shape; dtype: DType }
>({
  name: "input",
  smoothness: "rational",
  infer: (_args, { shape, dtype }) => ({ shape: checkShape("input", shape), dtype }),
  kernel: (_K, node) => () => {
    throw new RangeError(`input${node.name === undefined ? "" : ` ${node.name}`} was given no value`);
  },
  pull: () => [],
});

const constants: Definition<readonly [], { value: Tensor }> = define<readonly [], { value: Tensor }>({
  name: "constant",
  smoothness: "rational",
  infer: (_args, { value }) => ({ shape: value.shape, dtype: value.dtype }),
  kernel: (K, { params }) => {
    const values = K.fromArray(Tensor.bufferOf(params.value));
    return () => values;
  },
  pull: () => [],
});

/** How to declare an input. */
export interface InputOptions {
  /** Default `f32`. */
  readonly dtype?: DType;
  readonly name?: string;
}

/**
 * A placeholder for a value that comes later; each call is a new one. `compile` makes them for you.
 *
 * @example
 * import { evaluate, input, mul, tensor } from "@chainrule/core";
 * const x = input([2]);
 * assert.deepEqual(evaluate(mul(x, x), [[x, tensor([3, 4])]]).toNested(), [9, 16]);
 */
export const input = Object.assign(
  <const S extends Shape>(shape: S, options: InputOptions = {}): Expr<S> =>
    // Safe: `infer` returns the shape that it was given.
    inputs.of([], { shape, dtype: options.dtype ?? "f32" }, options.name) as Expr<S>,
  { op: inputs.op },
);

/** A tensor as a node of a graph. Operations do this by themselves where they are given a tensor or a number. */
export const constant = Object.assign(
  <S extends Shape>(value: Tensor<S>, name?: string): Expr<S> =>
    // Safe: `infer` returns the shape of the tensor.
    constants.of([], { value }, name) as Expr<S>,
  { op: constants.op },
);
