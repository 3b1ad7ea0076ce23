import { type Random, type Shape, type Tensor, type TensorOptions, uniform, zeros } from "@chainrule/core";

/** How a parameter of a given shape begins: a tensor that takes random numbers. */
export type Initialiser = <const S extends Shape>(shape: S, options?: TensorOptions) => Random<Tensor<S>>;

/**
 * Zeros; takes no random numbers.
 *
 * @example
 * import { seed } from "@chainrule/core";
 * import { dense, zeroInitialiser } from "@chainrule/nn";
 * const [{ weights }] = dense(2, 1, { initialiser: zeroInitialiser }).init(seed(1));
 * assert.deepEqual(weights.toNested(), [[0], [0]]);
 */
export const zeroInitialiser: Initialiser = (shape, options) => (random) => [zeros(shape, options), random];

/**
 * Uniform in `[low, high)`.
 *
 * @example
 * import { seed } from "@chainrule/core";
 * import { dense, uniformWithin } from "@chainrule/nn";
 * const [{ weights }] = dense(8, 8, { initialiser: uniformWithin(-0.1, 0.1) }).init(seed(1));
 * assert.ok(weights.toArray().every((w) => Math.abs(w) <= 0.1));
 */
export const uniformWithin =
  (low: number, high: number): Initialiser =>
  (shape, options) =>
    uniform(shape, { ...options, low, high });
