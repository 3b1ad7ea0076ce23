import * as O from "fp-ts/lib/Option.js";
import { rounded } from "../numeric/rounded.js";
import { along } from "../problem/derivative.js";
import { type Place, reverseIn } from "../problem/place.js";
import { compared, type Oracle, roundingOf } from "./oracle.js";

/** Of the sign that the first weights have not, and no multiple of them where there are several. */
const otherWeights = (weights: readonly number[]): readonly number[] => weights.toReversed().map((w) => -0.75 * w);

const withWeights = ({ point, directions }: Place, weights: readonly number[]): Place => ({
  point: [...point.slice(0, -1), weights],
  directions,
});

/**
 * A pullback is linear: `pull(v + w) = pull(v) + pull(w)`. The weights of the result's elements are the cotangent, and no other oracle
 * looks at more than one. Kinks do not matter: a rule is linear there, too.
 */
export const linearity: Oracle = {
  name: "linearity",
  prepare: (problem) => {
    const K = rounded(problem.epsilon);
    const gradient = reverseIn(K, problem);
    return O.some((place, { reverse: ofFirst }) => {
      const direction = place.directions[problem.order - 1] ?? [];
      const pulled = (weights: readonly number[]) => along(K, gradient(withWeights(place, weights)), direction);
      const first = place.point.at(-1) ?? [];
      const second = otherWeights(first);
      const ofSecond = pulled(second);
      const ofSum = pulled(first.map((weight, index) => weight + (second[index] ?? 0)));
      const bound = roundingOf(ofFirst, ofSecond, ofSum);
      return compared("linearity", ofSum.value, ofFirst.value + ofSecond.value, bound);
    });
  },
};
