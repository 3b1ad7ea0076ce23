import { div, type Expr, sum } from "@chainrule/core";

/** `1/m Σ x`, with `m` the number of samples, the size of the first axis: sums over components, the mean over samples. */
export const meanOverSamples = (x: Expr): Expr<readonly []> => div(sum(x), x.shape[0] ?? 1);
