import { complex } from "@chainrule/core";
import * as O from "fp-ts/lib/Option.js";
import { derivativeIn } from "../problem/derivative.js";
import { compared, type Oracle, roundingOf } from "./oracle.js";

/** So small that its square, the error of the method, counts as underflow; a power of two, so that dividing by it is exact. */
const STEP = 2 ** -500;

/**
 * The complex step: `im φ(x + i h v) / h`, which subtracts nothing. Piecewise functions follow the real part, so that it holds wherever
 * there is no kink. Agreement to rounding.
 *
 * Source: Squire & Trapp, *Using Complex Variables to Estimate Derivatives of Real Functions*, SIAM Review 40 (1998).
 */
export const complexStep: Oracle = {
  name: "complex step",
  prepare: (problem) => {
    const derivative = derivativeIn(complex, problem, problem.order - 1);
    return O.some(({ point, directions }, { reverse, forward }) => {
      const step = directions[problem.order - 1] ?? [];
      const moved = point.map((values, input) =>
        values.map((re, element) => ({ re, im: STEP * (step[input]?.[element] ?? 0) })),
      );
      const expected = derivative(moved, directions).im / STEP;
      return compared("complex step", reverse.value, expected, roundingOf(reverse, forward));
    });
  },
};
