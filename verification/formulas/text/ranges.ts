import type { Shape } from "@chainrule/core";
import { type Expression, partsOf, type Reduction } from "./expression.js";

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

/** What a letter is said to be less than by a condition, or by conditions that are factors. */
const boundsInFactors = (letter: string, expression: Expression): readonly number[] => {
  switch (expression.kind) {
    case "truth": {
      const { relation, left, right } = expression;
      const isBound = relation === "<" && left.kind === "letter" && left.letter === letter && right.kind === "number";
      return isBound ? [right.value] : [];
    }
    case "elementwise":
    case "side by side":
      return expression.factors.flatMap((factor) => boundsInFactors(letter, factor));
    case "quotient":
      return boundsInFactors(letter, expression.numerator);
    case "reduction":
    case "negative":
      return boundsInFactors(letter, expression.of);
    default:
      return [];
  }
};

/** What a letter is said to be less than by cases that are infinite elsewhere. */
const boundsInCases = (letter: string, expression: Expression): readonly number[] => {
  if (expression.kind === "reduction") return boundsInCases(letter, expression.of);
  if (expression.kind !== "choice") return [];
  const { condition, yes, no } = expression;
  const elsewhere = no.kind === "negative" ? no.of : no;
  if (elsewhere.kind !== "number" || elsewhere.value !== Number.POSITIVE_INFINITY) return [];
  return [...boundsInFactors(letter, condition), ...boundsInCases(letter, yes)];
};

/**
 * How many values a letter takes in a formula: as many as all axes at which it stands by itself, and all conditions, allow. What is 0
 * elsewhere, `[k < 3] k`, ends a sum; what is infinite elsewhere, `(k if k < 3 else −∞)`, a maximum or minimum. A place under a condition on the letter, as in `(xₖ if k < 3 else y[k − 3])`, says nothing, as the letter may run
 * further than that.
 *
 * @throws RangeError where nothing says so.
 */
export const rangeOf = (letter: string, formula: Expression, shapeOf: ShapeOf, by: Reduction = "sum"): number => {
  const axes = usesIn(letter, formula, shapeOf, false).flatMap(({ size, isGuarded }) => (isGuarded ? [] : [size]));
  const limits = [...axes, ...(by === "sum" ? boundsInFactors : boundsInCases)(letter, formula)];
  if (limits.length === 0) throw new RangeError(`nothing says how far ${letter} runs`);
  return Math.min(...limits);
};
