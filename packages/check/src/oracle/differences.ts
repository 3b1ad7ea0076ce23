import { pipe } from "fp-ts/lib/function.js";
import * as O from "fp-ts/lib/Option.js";
import { centralDerivative } from "../numeric/richardson.js";
import { motionOf } from "../problem/motion.js";
import { compared, type Oracle, roundingOf } from "./oracle.js";

/** The error of an extrapolation is an estimate: only a difference of this many times that counts. */
const MARGIN = 16;

/**
 * Central differences along a random direction, extrapolated, with an estimate of their error: no derivative rule at all takes part where
 * the order is 1; where it is 2, the differences are of first derivatives by forward mode.
 */
export const differences: Oracle = {
  name: "differences",
  prepare: (problem) => {
    const motion = motionOf(problem, problem.order - 1);
    return O.some((place, { reverse, forward }) =>
      pipe(
        centralDerivative(motion(place)),
        O.chain(({ value, error }) =>
          compared("differences", reverse.value, value, MARGIN * error + roundingOf(reverse, forward)),
        ),
      ),
    );
  },
};
