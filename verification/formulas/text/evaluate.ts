import { broadcastShapes, type Elementary, type Shape, sameShape, showShape } from "@chainrule/core";
import type { ParsedEquation } from "./expression.js";
import { bind, type Environment, EvaluationError, evaluator } from "./meaning.js";
import { pointing } from "./pointing.js";
import { rangeOf } from "./ranges.js";
import { places, stretched, type Value } from "./value.js";

/** Axes of size 1 left out. */
const squeezed = (shape: Shape): Shape => shape.filter((size) => size !== 1);

/** First axes of size 1 left out, as far as there are more axes than the rank. */
const withoutFirst = (shape: Shape, rank: number): Shape =>
  shape.length > rank && shape[0] === 1 ? withoutFirst(shape.slice(1), rank) : shape;

/**
 * The elements of values at a common shape: that of what is defined, where it is known. They are stretched to it; as vectors of one element
 * are written like numbers, an axis of size 1 more or less is no difference.
 */
const gathered = <A>(values: readonly Value<A>[], known: Shape | undefined): Value<A> => {
  const common = values.map(({ shape }) => shape).reduce((a, b) => broadcastShapes("evaluate", a, b), []);
  const isAlike = known !== undefined && sameShape(squeezed(common), squeezed(known));
  const target = known === undefined || isAlike ? common : known;
  const found = withoutFirst(common, target.length);
  if (!sameShape(broadcastShapes("evaluate", found, target), target))
    throw new RangeError(`found ${showShape(common)} for what is ${showShape(target)}`);
  return { shape: known ?? common, data: values.flatMap((value) => stretched(value, target)) };
};

/**
 * The value of what an equation defines, in any number system. For each position of the letters on the left the right side is evaluated;
 * what has no letter stays as it is.
 *
 * How far a letter runs: on the left, as far as what is defined, where its shape is known; otherwise, as letters in reductions, as far as
 * the axes at which it stands by itself, which must agree.
 *
 * @throws EvaluationError with the place, where the formula has no value.
 */
export const evaluateText = <A>(
  K: Elementary<A>,
  { text, left, right }: ParsedEquation,
  environment: Environment<A>,
): Value<A> => {
  const defined = environment.shapeOf?.(left.name);
  const shapeOf = (name: string): Shape => environment.valuesOf(name)?.shape ?? [];
  const value = evaluator(K, text, environment);
  try {
    if (defined !== undefined && left.positions.length > defined.length)
      throw new RangeError(`${left.positions.length} subscripts, of a tensor ${showShape(defined)}`);
    const sizes = left.positions.map((position, axis) =>
      position === 0 ? 1 : (defined?.[axis] ?? rangeOf(position, right, shapeOf)),
    );
    if (defined !== undefined && !sameShape(sizes, defined.slice(0, sizes.length)))
      throw new RangeError(
        `one position, of an axis of ${defined[sizes.findIndex((size, axis) => size !== defined[axis])]}`,
      );
    const letters = left.positions.map((position) => position || "");
    const values = places(sizes).map((at) => value(right, bind(new Map(), letters, at)));
    const { shape, data } = gathered(values, defined?.slice(sizes.length));
    return { shape: [...sizes, ...shape], data };
  } catch (error) {
    if (!(error instanceof Error) || error instanceof EvaluationError) throw error;
    throw new EvaluationError(pointing(error.message, text, left.at), { cause: error });
  }
};
