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

/**
 * How many values a letter takes in a formula: the size of the axes at which it stands by itself. A place under a condition on the letter,
 * as in `(xₖ if k < 3 else y[k − 3])`, says nothing, as the letter may run further than that.
 *
 * @throws RangeError where no axis says so, or two say differently.
 */
export const rangeOf = (letter: string, formula: Expression, shapeOf: ShapeOf): number => {
  const sizes = usesIn(letter, formula, shapeOf, false).flatMap(({ size, isGuarded }) => (isGuarded ? [] : [size]));
  const [size, ...others] = new Set(sizes);
  if (size === undefined) throw new RangeError(`nothing says how far ${letter} runs`);
  if (others.length > 0) throw new RangeError(`${letter} runs along axes of size ${[size, ...others].join(" and ")}`);
  return size;
};
