import type { Code } from "../code/code.js";
import type { FloatLanes } from "../lanes/float.js";

/** Coefficients for each width, the constant term first: polynomials of least maximal error, by the exchange algorithm of Remez. */
export type Coefficients = Readonly<Record<FloatLanes["dtype"], readonly number[]>>;

/** `c₀ + c₁x + c₂x² + …` by Horner's rule. */
export const horner = (lanes: FloatLanes, coefficients: readonly number[], x: Code): Code =>
  coefficients.map(lanes.constant).reduceRight((sum, coefficient) => lanes.multiplyAdd(sum, x, coefficient));

/** The polynomial with the coefficients for the width of the lanes. */
export const polynomial = (lanes: FloatLanes, coefficients: Coefficients, x: Code): Code =>
  horner(lanes, coefficients[lanes.dtype], x);
