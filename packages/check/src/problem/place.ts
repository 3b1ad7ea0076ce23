import { type Buffer, type Elementary, type Expr, interpret } from "@chainrule/core";
import { type Rounded, rounded } from "../numeric/rounded.js";
import { along, derivativeIn, embed, type Point } from "./derivative.js";
import type { Problem } from "./problem.js";

/** Where to look at a problem: a point, and a direction for each order. The last is the one along which oracles derive. */
export interface Place {
  readonly point: Point<number>;
  readonly directions: readonly Point<number>[];
}

/** The derivative at a place, by the two modes, each with a bound on its rounding error. */
export interface Modes {
  readonly reverse: Rounded;
  readonly forward: Rounded;
}

/** The inputs of the gradient's graph: those of the function, and `u` where the order is 2. */
export const gradientInputs = ({ inputs, direction }: Problem): readonly Expr[] => [...inputs, ...direction];

/** Their values at a place. */
export const gradientPoint = ({ direction }: Problem, { point, directions }: Place): Point<number> =>
  direction.length === 0 ? point : [...point, ...(directions[0] ?? [])];

/** The gradient that reverse mode built, in a number system: `∇φ`, or `∇⟨∇φ, u⟩`. */
export const reverseIn = <A>(K: Elementary<A>, problem: Problem) => {
  const run = interpret(K, gradientInputs(problem), problem.gradient);
  return (place: Place): readonly Buffer<A>[] => run(embed(K, gradientPoint(problem, place)));
};

/** Both modes for a problem, which is prepared once and then looked at in many places. */
export const modesOf = (problem: Problem): ((place: Place) => Modes) => {
  const K = rounded(problem.epsilon);
  const gradient = reverseIn(K, problem);
  const forward = derivativeIn(K, problem, problem.order);
  return (place) => ({
    reverse: along(K, gradient(place), place.directions[problem.order - 1] ?? []),
    forward: forward(embed(K, place.point), place.directions),
  });
};
