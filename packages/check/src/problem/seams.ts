import { type Elementary, type Expr, interpret } from "@chainrule/core";
import { type Rounded, rounded } from "../numeric/rounded.js";
import { embed, type Point } from "./derivative.js";

/** What a reading of a graph met where two pieces of a piecewise function join. */
export interface Seams {
  /** Whether some comparison was of equal numbers, or of such as rounding may have parted. */
  readonly met: boolean;
  /** Whether some comparison, or the reading of a whole number, could have come out otherwise for rounding. */
  readonly doubtful: boolean;
}

/** The same numbers, with an eye on what they are compared for: `watch` is given each distance, and how far rounding may have moved it. */
const watched = (K: Elementary<Rounded>, watch: (distance: number, error: number) => void): Elementary<Rounded> => {
  const onPair =
    <Args extends readonly unknown[], R>(f: (a: Rounded, b: Rounded, ...rest: Args) => R) =>
    (a: Rounded, b: Rounded, ...rest: Args): R => {
      watch(a.value - b.value, a.error + b.error);
      return f(a, b, ...rest);
    };
  const onSign =
    (f: (a: Rounded) => Rounded) =>
    (a: Rounded): Rounded => {
      watch(a.value, a.error);
      return f(a);
    };
  return {
    ...K,
    abs: onSign(K.abs),
    sign: onSign(K.sign),
    max: onPair(K.max),
    min: onPair(K.min),
    less: onPair(K.less),
    same: onPair(K.same),
    toNumber: (a) => {
      // Indices and truth values are whole, and meant to be.
      if (a.error > 0) watch(a.value - Math.round(a.value), a.error);
      return K.toNumber(a);
    },
  };
};

/**
 * The seams that a point lies on. On one, a derivative is a matter of convention, even where the function as a whole is smooth, as
 * `min(relu(x), x) = x` is at 0; and where rounding decides which side is read, two readings that round differently may differ by more
 * than any bound, and neither is wrong.
 */
export const seamsIn = (
  epsilon: number,
  inputs: readonly Expr[],
  outputs: readonly Expr[],
): ((point: Point<number>) => Seams) => {
  let seams: Seams = { met: false, doubtful: false };
  const K = watched(rounded(epsilon), (distance, error) => {
    if (!(Math.abs(distance) > error)) seams = { met: true, doubtful: seams.doubtful || error > 0 };
  });
  const run = interpret(K, inputs, outputs);
  return (point) => {
    seams = { met: false, doubtful: false };
    run(embed(K, point));
    return seams;
  };
};
