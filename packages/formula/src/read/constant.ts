import type { DType } from "@chainrule/core";
import { shortestDecimal } from "@chainrule/core/backend";
import { fromDecimal, rational } from "../term/rational.js";
import { element, fraction, number, quotient, reciprocal, squareRoot, type Term, type Variable } from "../term/term.js";

/** Whether a number is what another is stored as. */
const isStored = (exact: number, value: number, dtype: DType): boolean =>
  (dtype === "f32" ? Math.fround(exact) : exact) === value;

const piForms = (pi: Variable): readonly (readonly [number, Term])[] => [
  [Math.PI, element(pi, [])],
  [2 / Math.sqrt(Math.PI), quotient(number(2), squareRoot(element(pi, [])))],
];

/** Whether π is needed to say a number. */
export const needsPi = (value: number, dtype: DType): boolean =>
  [Math.PI, 2 / Math.sqrt(Math.PI)].some((other) => isStored(other, value, dtype));

/** As many decimals as a person writes. */
const WRITTEN = 4;

/** The root of a whole number, or one over it, that a number is stored as. */
const rootIn = (value: number, dtype: DType): Term | undefined => {
  const [n, over] = [Math.round(value ** 2), Math.round(1 / value ** 2)];
  if (!(value > 0) || Math.max(n, over) > 10_000) return undefined;
  if (isStored(Math.sqrt(n), value, dtype)) return squareRoot(number(n));
  return isStored(1 / Math.sqrt(over), value, dtype) || isStored(Math.sqrt(1 / over), value, dtype)
    ? reciprocal(squareRoot(number(over)))
    : undefined;
};

/** The fraction with a small denominator that a number is stored as. */
const fractionIn = (value: number, dtype: DType): Term | undefined => {
  for (let denominator = 2; denominator <= 99; denominator++) {
    const numerator = Math.round(value * denominator);
    if (isStored(numerator / denominator, value, dtype)) return fraction(rational(numerator, denominator));
  }
  return undefined;
};

/** The number that every element of a constant is, as it was written: a decimal, a fraction, or a root. */
export const constantNumber = (value: number, dtype: DType, pi: Variable | undefined): Term => {
  const decimal = shortestDecimal(value, dtype);
  const { denominator } = fromDecimal(decimal);
  const isWritten =
    !Number.isFinite(value) || Number.isInteger(value) || (denominator > 1 && denominator <= 10 ** WRITTEN);
  if (isWritten) return number(decimal);
  const known = pi === undefined ? undefined : piForms(pi).find(([exact]) => isStored(exact, value, dtype))?.[1];
  return known ?? fractionIn(value, dtype) ?? rootIn(value, dtype) ?? number(decimal);
};
