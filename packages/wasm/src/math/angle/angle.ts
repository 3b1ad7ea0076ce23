// An angle modulo quarter turns, whatever its size: only the digits of 2/π matter that the exponent of the angle moves next to the point.
// Those are looked up, multiplied in whole numbers, and what lies above four quarters falls off the top.
// Source: M. H. Payne, R. N. Hanek, "Radian reduction for trigonometric functions" (1983).

import type { Code } from "../../code/code.js";

/** An angle as `quarters·π/2 + high + low`, where `|high + low| ≤ π/4`. */
export interface Angle {
  /** Whole numbers in lanes as wide as the floats, of which the lowest two bits count. */
  readonly quarters: Code;
  readonly high: Code;
  /** Where the digits of `high` do not suffice. */
  readonly low: Code | undefined;
}
