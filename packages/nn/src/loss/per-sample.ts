import { constant, div, type Expr, full, sum } from "@chainrule/core";

/** `1/m Σ x`, with `m` the number of samples, the size of the first axis: sums over components, the mean over samples. */
export const meanOverSamples = (x: Expr): Expr<readonly []> =>
  div(sum(x), constant(full([], x.shape[0] ?? 1, { dtype: x.dtype }), "m"));
