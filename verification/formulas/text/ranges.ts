import type { Shape } from "@chainrule/core";
import { type Expression, partsOf } from "./expression.js";

/** An axis along which a letter runs: its size, and whether the place is only reached under a condition on the letter. */
interface Use {
  readonly size: number;
  readonly isGuarded: boolean;
}

type ShapeOf = (symbol: string) => Shape;

/** Whether an expression depends on a letter other than through elements at it: `k < 3` does, `xₖ > 0` does not. */
const comparesLetter = (letter: string, expression: Expression): boolean =>
  expression.kind === "letter"
    ? expression.letter === letter
    : partsOf(expression).some(
        (part) => !(expression.kind === "symbol" && part.kind === "letter") && comparesLetter(letter, part),
      );

const usesIn = (letter: string, expression: Expression, shapeOf: ShapeOf, isGuarded: boolean): readonly Use[] => {
  if (expression.kind === "choice") {
    const { condition, yes, no } = expression;
    const isGuarding = isGuarded || comparesLetter(letter, condition);
    return [
      ...usesIn(letter, condition, shapeOf, isGuarded),
      ...[yes, no].flatMap((branch) => usesIn(letter, branch, shapeOf, isGuarding)),
    ];
  }
  const inParts = partsOf(expression).flatMap((part) => usesIn(letter, part, shapeOf, isGuarded));
  if (expression.kind !== "symbol") return inParts;
  const shape = shapeOf(expression.name);
  const own = expression.positions.flatMap((position, axis) => {
    const size = shape[axis];
    return position.kind === "letter" && position.letter === letter && size !== undefined ? [{ size, isGuarded }] : [];
  });
  return [...inParts, ...own];
};

/** What a letter is said to be less than, by a condition that is a factor, or the condition of cases that are infinite elsewhere. */
const boundsIn = (letter: string, expression: Expression): readonly number[] => {
  switch (expression.kind) {
    case "truth": {
      const { relation, left, right } = expression;
      const isBound = relation === "<" && left.kind === "letter" && left.letter === letter && right.kind === "number";
      return isBound ? [right.value] : [];
    }
    case "choice": {
      const { condition, no } = expression;
      const elsewhere = no.kind === "negative" ? no.of : no;
      return elsewhere.kind === "number" && elsewhere.value === Number.POSITIVE_INFINITY
        ? boundsIn(letter, condition)
        : [];
    }
    case "elementwise":
    case "side by side":
      return expression.factors.flatMap((factor) => boundsIn(letter, factor));
    case "quotient":
      return boundsIn(letter, expression.numerator);
    case "reduction":
    case "negative":
      return boundsIn(letter, expression.of);
    default:
      return [];
  }
};

/**
 * How many values a letter takes in a formula: as many as all axes at which it stands by itself, and all conditions `[k < 3]` by which it
 * multiplies, allow. A place under a condition on the letter, as in `(xₖ if k < 3 else y[k − 3])`, says nothing, as the letter may run
 * further than that.
 *
 * @throws RangeError where nothing says so.
 */
export const rangeOf = (letter: string, formula: Expression, shapeOf: ShapeOf): number => {
  const axes = usesIn(letter, formula, shapeOf, false).flatMap(({ size, isGuarded }) => (isGuarded ? [] : [size]));
  const limits = [...axes, ...boundsIn(letter, formula)];
  if (limits.length === 0) throw new RangeError(`nothing says how far ${letter} runs`);
  return Math.min(...limits);
};
