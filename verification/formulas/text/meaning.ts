import type { Elementary, Shape } from "@chainrule/core";
import type { Bound, Expression, Reduction } from "./expression.js";
import { called } from "./functions.js";
import { pointing } from "./pointing.js";
import { sideBySide } from "./product.js";
import { rangeOf } from "./ranges.js";
import { reduced } from "./reductions.js";
import { holds } from "./relation.js";
import {
  elementwise,
  type Operand,
  only,
  operand,
  places,
  scalar,
  sliceAt,
  sumOf,
  transposed,
  type Value,
} from "./value.js";

/** What symbols and functions mean. */
export interface Environment<A> {
  readonly valuesOf: (symbol: string) => Value<A> | undefined;
  /** The shape of what is defined, where it is known: what is found is stretched to it. */
  readonly shapeOf?: (symbol: string) => Shape | undefined;
  /** Functions that the text leaves abstract: `g`, `g′`. */
  readonly functions?: (name: string) => ((a: A) => A) | undefined;
}

/** A formula without a value: a symbol that has none, shapes that do not fit, a position outside its axis, a letter without a range. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}

/** Positions of letters. */
export type Letters = ReadonlyMap<string, number>;

export const bind = (letters: Letters, names: readonly string[], at: Shape): Letters =>
  new Map([...letters, ...names.map((name, place) => [name, at[place] ?? 0] as const)]);

const isTwo = (exponent: Expression): boolean => exponent.kind === "number" && exponent.value === 2;

/** A power of numbers, by the operation that says it exactly where there is one. */
const raised =
  <A>(K: Elementary<A>, exponent: Expression) =>
  (base: A, power: A): A =>
    isTwo(exponent) ? K.mul(base, base) : K.pow(base, power);

/** The value of an expression at positions of its letters. */
export const evaluator = <A>(
  K: Elementary<A>,
  text: string,
  { valuesOf, functions = () => undefined }: Environment<A>,
) => {
  const symbol = (name: string): Value<A> => {
    const value = valuesOf(name);
    if (value === undefined) throw new RangeError(`${name} has no value`);
    return value;
  };
  // A letter runs as far inside every repetition of a loop around it.
  const ranges = new Map<Bound, number>();
  const sizeOfBound = (bound: Bound, body: Expression, by: Reduction): number => {
    const size = ranges.get(bound) ?? bound.size ?? rangeOf(bound.letter, body, (name) => symbol(name).shape, by);
    ranges.set(bound, size);
    return size;
  };

  const squares = ({ data }: Value<A>): Operand<A> =>
    scalar(
      sumOf(
        K,
        data.map((a) => K.mul(a, a)),
      ),
    );

  const reduction = (expression: Expression & { readonly kind: "reduction" }, letters: Letters): Operand<A> => {
    const { by, over, of } = expression;
    if (over.length === 0) return scalar(reduced(K, by, value(of, letters).data));
    const names = over.map(({ letter }) => letter);
    const bodies = places(over.map((bound) => sizeOfBound(bound, of, by))).map((at) =>
      value(of, bind(letters, names, at)),
    );
    return elementwise((...values) => reduced(K, by, values), ...bodies);
  };

  const meaning = (expression: Expression, letters: Letters): Operand<A> => {
    const of = (part: Expression): Operand<A> => value(part, letters);
    switch (expression.kind) {
      case "number":
        return scalar(K.fromNumber(expression.value));
      case "letter":
        return scalar(K.fromNumber(letters.get(expression.letter) ?? Number.NaN));
      case "symbol":
        return sliceAt(
          symbol(expression.name),
          expression.positions.map((position) => K.toNumber(only(of(position)))),
        );
      case "ones":
        return { ...operand([1], [K.one]), isAnyLength: true };
      case "negative":
        return elementwise(K.neg, of(expression.of));
      case "sum":
        return expression.terms.map(of).reduce((a, b) => elementwise(K.add, a, b));
      case "elementwise":
        return expression.factors.map(of).reduce((a, b) => elementwise(K.mul, a, b));
      case "side by side":
        return expression.factors.map(of).reduce((a, b) => sideBySide(K, a, b));
      case "quotient":
        return elementwise(K.div, of(expression.numerator), of(expression.denominator));
      case "power":
        // `‖x‖²` is the sum of squares, without a root.
        if (expression.base.kind === "norm" && isTwo(expression.exponent)) return squares(of(expression.base.of));
        return elementwise(raised(K, expression.exponent), of(expression.base), of(expression.exponent));
      case "root":
        return elementwise(K.sqrt, of(expression.of));
      case "transpose":
        return transposed(of(expression.of));
      case "absolute":
        return elementwise(K.abs, of(expression.of));
      case "norm":
        return elementwise(K.sqrt, squares(of(expression.of)));
      case "call":
        return called(K, expression.name, expression.args.map(of), functions);
      case "reduction":
        return reduction(expression, letters);
      case "truth":
        return elementwise(
          (a, b) => (holds(K, expression.relation, a, b) ? K.one : K.zero),
          of(expression.left),
          of(expression.right),
        );
      case "choice":
        return choice(expression, letters);
    }
  };

  /** A value that only gives its shape: none where it has no meaning. */
  const beside = (expression: Expression, letters: Letters): readonly Operand<A>[] => {
    try {
      return [value(expression, letters)];
    } catch (error) {
      if (error instanceof EvaluationError) return [];
      throw error;
    }
  };

  /** Of a condition that is one number, the branch that it chooses, stretched to the other: that may have no meaning here. */
  const choice = ({ condition, yes, no }: Expression & { readonly kind: "choice" }, letters: Letters): Operand<A> => {
    const chosen = value(condition, letters);
    if (chosen.data.length === 1) {
      const [branch, other] = K.toNumber(only(chosen)) === 0 ? [no, yes] : [yes, no];
      return elementwise((a) => a, value(branch, letters), chosen, ...beside(other, letters));
    }
    return elementwise((c, a, b) => (K.toNumber(c) === 0 ? b : a), chosen, value(yes, letters), value(no, letters));
  };

  const value = (expression: Expression, letters: Letters): Operand<A> => {
    try {
      return meaning(expression, letters);
    } catch (error) {
      // The innermost part that has no meaning is pointed at.
      if (!(error instanceof Error) || error instanceof EvaluationError) throw error;
      throw new EvaluationError(pointing(error.message, text, expression.at), { cause: error });
    }
  };
  return value;
};
