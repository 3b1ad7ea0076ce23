// The plainest oracle: reverse mode against forward mode, along one direction and for one cotangent.

import {
  constant,
  dual,
  type Expr,
  epsilonOf,
  fullLike,
  interpret,
  isFloating,
  mul,
  pullback,
  sizeOf,
  sum,
  tensorFrom,
} from "@chainrule/core";
import { rounded } from "../../../packages/check/src/numeric/rounded.js";
import type { Specimen } from "../../../packages/check/src/specimen/specimen.js";

/** Numbers between ½ and 1½ that have nothing to do with each other: the fractional parts of multiples of the golden ratio. */
const scattered = (place: number): number => 0.5 + ((place * 0.6180339887498949) % 1);

const weightsOf = ({ shape, dtype }: Expr): Expr =>
  constant(
    tensorFrom(
      shape,
      Array.from({ length: sizeOf(shape) }, (_, place) => scattered(place + 1)),
      { dtype },
    ),
  );

/** Whether `⟨∇φ, v⟩` by pullback is not `φ′(v)` by dual numbers, for a weighted sum `φ` of the output. */
export const disagree = ({ inputs, output, point }: Specimen): boolean => {
  const value = sum(mul(output, weightsOf(output)));
  const varying = inputs.filter(({ dtype }) => isFloating(dtype));
  const gradient = pullback([value], varying, [fullLike(value, 1)]);

  const K = rounded(epsilonOf(output.dtype));
  const values = point.map((tensor) => tensor.toArray().map(K.fromNumber));
  const directions = values.map((elements, input) =>
    elements.map((_, place) =>
      K.fromNumber(isFloating(inputs[input]?.dtype ?? "i32") ? scattered(7 * input + place + 3) : 0),
    ),
  );
  const reverse = varying
    .map((node, nth) => ({
      slopes: interpret(K, inputs, gradient)(values)[nth] ?? [],
      along: directions[inputs.indexOf(node)] ?? [],
    }))
    .flatMap(({ slopes, along }) => along.map((tangent, place) => K.mul(slopes[place] ?? K.zero, tangent)))
    .reduce(K.add, K.zero);
  const D = dual(K);
  const [tangents] = interpret(D, inputs, [value])(
    values.map((elements, input) =>
      elements.map((element, place) => ({ value: element, tangent: directions[input]?.[place] ?? K.zero })),
    ),
  );

  const forward = tangents?.[0] ?? D.zero;

  // The bounds hold to first order in the rounding; the factor allows for what they leave out.
  const bound = 4 * (reverse.error + forward.tangent.error);
  return Math.abs(reverse.value - forward.tangent.value) > bound;
};
