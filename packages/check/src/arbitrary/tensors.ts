import { type Shape, sizeOf, type Tensor, tensorFrom } from "@chainrule/core";
import * as fc from "fast-check";
import type { Shaped } from "../input/shaped.js";
import { type NumberOptions, numbers } from "./numbers.js";

/**
 * Tensors of a shape, with values from its domain; they shrink element by element.
 *
 * @example
 * import { shaped, tensors } from "@chainrule/check";
 * import { sample } from "fast-check";
 * const probabilities = tensors(shaped([2, 3], { min: 0, max: 1 }));
 * for (const p of sample(probabilities)) assert.ok(p.toArray().every((value) => value >= 0 && value <= 1));
 */
export const tensors = <S extends Shape>(
  { shape, dtype = "f64", min, max, integers }: Shaped<S>,
  options: Pick<NumberOptions, "simple"> = {},
): fc.Arbitrary<Tensor<S>> => {
  const size = sizeOf(shape);
  return fc
    .array(numbers({ min, max, integers, ...options }), { minLength: size, maxLength: size })
    .map((values) => tensorFrom(shape, values, { dtype }));
};
