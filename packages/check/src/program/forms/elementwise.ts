import {
  add,
  type Binary,
  div,
  type Expr,
  exp,
  log1p,
  pow,
  reciprocal,
  softplus,
  square,
  type Unary,
} from "@chainrule/core";
import { oneIn, oneOf } from "../choice.js";
import { isAwayFrom0, isPositive } from "../domain.js";
import { drawn, kinks, positive } from "../elements.js";
import type { Known } from "../known.js";
import { anyShape } from "../shape-choice.js";
import { anything, type Form, floating, fresh, numeric, operand, paired, type Source } from "../source.js";

/** A function of real numbers. */
export const analytic =
  (op: Unary): Form =>
  (source) =>
    op(floating(source));

/** A function with a kink at 0: only there does its convention show, so there it is mostly used. */
export const kinked =
  (op: Unary): Form =>
  (source) => {
    const { random, empty, dtype } = source;
    if (oneIn(random, 4)) return op(floating(source));
    return op(source.input(drawn(source, anyShape(random, empty), dtype, kinks)));
  };

/** A function of whole numbers too. */
export const unary =
  (op: Unary): Form =>
  (source) =>
    op(numeric(source));

/** A function of two values, the first of which is chosen so, and stands on either side. */
const ofTwo =
  (op: Binary, chosen: (source: Source) => Expr): Form =>
  (source) => {
    const a = chosen(source);
    const isLeft = oneIn(source.random, 2);
    return paired(source, a, (b) => (isLeft ? op(a, b) : op(b, a)));
  };

export const binary = (op: Binary): Form => ofTwo(op, numeric);

/** A truth about anything. */
export const comparison = (op: Binary): Form => ofTwo(op, anything);

/** A new number above 0, or one that some function made so. */
const newPositive = (source: Source): Expr =>
  oneOf(source.random, [
    () => fresh(source, source.dtype, undefined, positive),
    () => exp(floating(source)),
    () => softplus(floating(source)),
    () => add(square(floating(source)), 0.5),
  ] as const)();

const positiveLike = (source: Source, suits: (value: Known) => boolean): Expr =>
  operand(
    source,
    (value) => value.node.dtype === source.dtype && suits(value),
    () => newPositive(source),
  );

const above0 = (source: Source): Expr => positiveLike(source, isPositive);

const awayFrom0 = (source: Source): Expr => positiveLike(source, isAwayFrom0);

/** A function of numbers above 0. */
export const ofPositive =
  (op: Unary): Form =>
  (source) =>
    op(above0(source));

/** It is made for numbers near 0, and defined beyond −1. */
export const logarithm: Form = (source) => log1p(oneIn(source.random, 2) ? floating(source) : above0(source));

export const inverse: Form = (source) => reciprocal(awayFrom0(source));

export const quotient: Form = (source) => {
  const divisor = awayFrom0(source);
  return paired(source, divisor, (dividend) => div(dividend, divisor));
};

/** A fixed whole power of anything, or any power of a number above 0. */
export const power: Form = (source) => {
  if (oneIn(source.random, 2)) return pow(floating(source), oneOf(source.random, [2, 3, 1, 0, -1, -2]));
  const base = above0(source);
  return paired(source, base, (exponent) => pow(base, exponent));
};
