import { interpret } from "@chainrule/core";
import type { Sampled } from "../numeric/richardson.js";
import { rounded } from "../numeric/rounded.js";
import { wideReal } from "../numeric/wide-real.js";
import { derivativeIn, embed, type Point } from "./derivative.js";
import type { Place } from "./place.js";
import type { Problem } from "./problem.js";

const moved = (point: Point<number>, direction: Point<number>, t: number): Point<number> =>
  point.map((values, input) => values.map((value, element) => value + t * (direction[input]?.[element] ?? 0)));

/**
 * `t ↦ D_{u₁} … D_{uₖ} φ(x + t v)` for `k` below the order of the problem, along the problem's last direction `v`. What `stopGradient`
 * hides from derivatives is held at its value at `x`, as it would otherwise be seen to change.
 */
export const motionOf = (problem: Problem, order: number): ((place: Place) => Sampled) => {
  const held = interpret(wideReal, problem.inputs, problem.stopped);
  const graph = { inputs: [...problem.inputs, ...problem.stopped], value: problem.value };
  const derivative = derivativeIn(wideReal, graph, order);
  const K = rounded(problem.epsilon);
  const withError = derivativeIn(K, graph, order);
  return ({ point, directions }) => {
    const stopped = problem.stopped.length === 0 ? [] : held(point).map((value) => Array.from(value));
    const at = (t: number): Point<number> => [...moved(point, directions[problem.order - 1] ?? [], t), ...stopped];
    const errors = [0, problem.reach, -problem.reach].map((t) => withError(embed(K, at(t)), directions).error);
    return {
      f: (t) => derivative(at(t), directions),
      noise: Math.max(...errors.filter(Number.isFinite)),
      reach: problem.reach,
    };
  };
};
