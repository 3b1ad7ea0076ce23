import { add, type Expr, mul, type Tensor, zeros } from "@chainrule/core";
import { zipWith } from "fp-ts/lib/ReadonlyArray.js";

/** A tensor of zeros for each parameter: where running averages begin. */
export const zerosLike = (parameters: readonly Tensor[]): readonly Tensor[] =>
  parameters.map(({ shape, dtype }) => zeros(shape, { dtype }));

/** `decay · average + (1 − decay) · value`, leaf by leaf. */
export const movingAverage = (decay: number, averages: readonly Expr[], values: readonly Expr[]): readonly Expr[] =>
  zipWith(averages, values, (average, value) => add(mul(decay, average), mul(1 - decay, value)));
