import { isFloating, sizeOf, tensorFrom } from "@chainrule/core";
import * as E from "fp-ts/lib/Either.js";
import { pipe } from "fp-ts/lib/function.js";
import * as O from "fp-ts/lib/Option.js";
import { oneSidedDerivative } from "../numeric/richardson.js";
import { motionOf } from "../problem/motion.js";
import type { Place } from "../problem/place.js";
import { type Problem, problemOf } from "../problem/problem.js";
import type { Specimen } from "../specimen/specimen.js";
import { traceOf } from "../specimen/trace.js";
import { type Difference, MARGIN as ROUNDING } from "./difference.js";
import { cotangentOf, readingOf } from "./reading.js";

/** The errors of differences are estimates: only a difference of this many times that counts. */
const MARGIN = 8;

/** The point of a specimen, and the direction in which only the element in dispute moves. */
const placeOf = (specimen: Specimen, { variables, inputs }: Problem, { input, place }: Difference): Place => {
  const values = new Map(specimen.inputs.map((node, index) => [node, specimen.point[index]?.toArray() ?? []]));
  const disputed = specimen.inputs[input ?? -1];
  return {
    point: [...inputs.slice(0, -1).map((node) => values.get(node) ?? []), cotangentOf(specimen).toArray()],
    directions: [
      variables.map((node) =>
        Array.from({ length: sizeOf(node.shape) }, (_, index) => (node === disputed && index === place ? 1 : 0)),
      ),
    ],
  };
};

/** How far beside a kink to look for what rounding may do to a derivative that is 0 at the kink by convention, and so free of errors. */
const BESIDE = 1 / 64;

/** How far rounding may carry the derivative in dispute at a point on one side. */
const roundingBeside = (specimen: Specimen, { input = -1, place }: Difference, side: 1 | -1): number => {
  const point = specimen.point.map((tensor, index) => {
    if (index !== input) return tensor;
    const values = tensor.toArray().map((value, at) => (at === place ? value + side * BESIDE : value));
    return tensorFrom(tensor.shape, values, { dtype: tensor.dtype });
  });
  const variable = specimen.inputs.slice(0, input).filter(({ dtype }) => isFloating(dtype)).length;
  return ROUNDING * (readingOf({ ...specimen, point }).gradients[variable]?.[place]?.error ?? 0);
};

/** Whether the derivatives from both sides exist, are what was expected, and are not what the library says. */
const isDerivative = (specimen: Specimen, problem: Problem, difference: Difference): boolean => {
  const { actual, expected, bound } = difference;
  // It is read in double precision, whatever the dtypes of the program; the constants of its gradient were rounded to these.
  const motion = motionOf({ ...problem, epsilon: Number.EPSILON }, 0)(placeOf(specimen, problem, difference));
  const agrees = (side: 1 | -1): boolean =>
    pipe(
      oneSidedDerivative(motion, side),
      O.exists(({ value, error }) => {
        const allowed = MARGIN * error + bound + roundingBeside(specimen, difference, side);
        return Math.abs(value - expected) <= allowed && !(Math.abs(value - actual) <= allowed);
      }),
    );
  return agrees(-1) && agrees(1);
};

/**
 * Whether the derivative by the element in dispute exists in the sense of a limit, and is the one expected, whatever happens inside:
 * `min(x, x)` is `x`, ties or not. Where it is not, as for `relu(x)` at 0, or for `relu(x) − relu(−x)`, which is `x`, but by the rules
 * of its parts has derivative 0 at 0, it is a convention.
 */
export const isSettled = (specimen: Specimen, difference: Difference): boolean =>
  pipe(
    problemOf(traceOf(specimen), 1),
    E.match(
      () => false,
      (problem) => isDerivative(specimen, problem, difference),
    ),
  );
