import * as O from "fp-ts/lib/Option.js";
import { oneSidedDerivative, type Sampled } from "../numeric/richardson.js";
import { motionOf } from "./motion.js";
import type { Place } from "./place.js";
import type { Problem } from "./problem.js";
import { seamsIn } from "./seams.js";

/** One-sided derivatives further apart than this many times their errors are two. */
const MARGIN = 4;

const isKinked = (motion: Sampled): boolean => {
  const left = oneSidedDerivative(motion, -1);
  const right = oneSidedDerivative(motion, 1);
  // Not finite on one side, or here: the edge of the domain, or a hole in it.
  if (O.isNone(left) || O.isNone(right)) return true;
  return Math.abs(right.value.value - left.value.value) > MARGIN * (left.value.error + right.value.error);
};

/**
 * Whether a place is at a kink, or within reach of one: the derivatives from the two sides, of the function or of a lower derivative of
 * it, disagree or do not exist, or the place lies on a seam within the function. What holds there is a convention.
 */
export const kinksOf = (problem: Problem): ((place: Place) => boolean) => {
  const seamsAt = seamsIn(problem.epsilon, problem.inputs, [problem.value]);
  const motions = Array.from({ length: problem.order }, (_, order) => motionOf(problem, order));
  return (place) => seamsAt(place.point).met || motions.some((motion) => isKinked(motion(place)));
};
