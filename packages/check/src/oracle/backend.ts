import { type Backend, program, simplify, tensorFrom } from "@chainrule/core";
import * as O from "fp-ts/lib/Option.js";
import { rounded } from "../numeric/rounded.js";
import { along, derivativeIn, embed } from "../problem/derivative.js";
import { gradientInputs, gradientPoint } from "../problem/place.js";
import { seamsIn } from "../problem/seams.js";
import { type Comparison, compared, disagrees, type Oracle, roundingOf } from "./oracle.js";

const worst = (a: Comparison, b: Comparison): Comparison => (b.ratio > a.ratio ? b : a);

/**
 * A backend: value and gradient, simplified and compiled as `compile` does it, against their reading in numbers that know their rounding
 * errors. Where rounding decides which piece of a piecewise function is read, a backend that rounds otherwise has no say.
 */
export const backendOracle = (backend: Backend): Oracle => {
  const name = `backend ${backend.name}` as const;
  return {
    name,
    prepare: (problem) => {
      const inputs = gradientInputs(problem);
      const outputs = [problem.value, ...problem.gradient];
      const run = backend.compile(simplify(program(inputs, outputs)));
      const K = rounded(problem.epsilon);
      const primal = derivativeIn(K, problem, 0);

      return O.some((place, { reverse }) => {
        const point = gradientPoint(problem, place);
        const [value, ...gradient] = run(
          inputs.map(({ shape, dtype }, index) => tensorFrom(shape, point[index] ?? [], { dtype })),
        ).map((tensor) => tensor.toArray());
        const slope = along(K, embed(K, gradient), place.directions[problem.order - 1] ?? []);
        const expected = primal(embed(K, place.point), []);
        const comparisons = [
          compared(name, slope.value, reverse.value, roundingOf(reverse, reverse)),
          compared(name, value?.[0] ?? Number.NaN, expected.value, roundingOf(expected, expected)),
        ];
        return comparisons.some(O.exists(disagrees)) && seamsIn(problem.epsilon, inputs, outputs)(point).doubtful
          ? O.none
          : comparisons.reduce(O.getMonoid({ concat: worst }).concat);
      });
    },
  };
};
