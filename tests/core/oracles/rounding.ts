import { type Expr, interpret, real, topological } from "@chainrule/core";

/** The values of some nodes, and how far rounding may have led them astray. */
export interface Measured {
  readonly values: readonly (readonly number[])[];
  readonly bound: number;
}

/**
 * The values of `outputs` in f64, with a bound on the sum of all rounding errors: each of the `N` elements computed on the way, none
 * larger than `M`, is rounded by at most `ε M`, and in programs whose factors stay near 1 these errors add up.
 */
export const measured = (
  inputs: readonly Expr[],
  outputs: readonly Expr[],
): ((given: readonly (readonly number[])[]) => Measured) => {
  const run = interpret(real, inputs, outputs);
  const count = topological(outputs).reduce((sum, { shape }) => sum + shape.reduce((size, n) => size * n, 1), 1);
  return (given) => {
    let largest = 1;
    const results = run(
      given.map((list) => Float64Array.from(list)),
      (_node, value) => {
        for (let i = 0; i < value.length; i++) largest = Math.max(largest, Math.abs(value[i] ?? 0));
      },
    );
    return { values: results.map((buffer) => Array.from(buffer)), bound: count * Number.EPSILON * largest };
  };
};
