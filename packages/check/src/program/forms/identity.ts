import {
  add,
  cos,
  customGradient,
  type Expr,
  exp,
  log,
  mul,
  pullback,
  sigmoid,
  sin,
  square,
  stopGradient,
  sumTo,
} from "@chainrule/core";
import { oneIn, oneOf } from "../choice.js";
import { anything, type Form, floating, paired } from "../source.js";

/** `y = x σ(x)`. */
const swish = (x: Expr): Expr => mul(x, sigmoid(x));

/** Functions with a rule that is right, in terms of the argument, of the result, or by reverse mode itself. */
const functions = [
  customGradient(
    (x: Expr) => square(x),
    (g, _y, x) => [mul(g, mul(2, x))],
  ),
  customGradient(
    (x: Expr) => sin(x),
    (g, _y, x) => [mul(g, cos(x))],
  ),
  customGradient(
    (x: Expr) => exp(x),
    (g, y) => [mul(g, y)],
  ),
  customGradient(
    (x: Expr) => log(add(1, exp(x))),
    (g, _y, x) => [mul(g, sigmoid(x))],
  ),
  customGradient(swish, (g, _y, x) => {
    const [cotangent] = pullback([swish(x)], [x], [g]);
    return [cotangent];
  }),
] as const;

/** Rules hold for any shapes, so that they still hold when a program shrinks. */
const product = customGradient(
  (a: Expr, b: Expr) => mul(a, b),
  (g, _y, a, b) => [sumTo(mul(g, b), a.shape), sumTo(mul(g, a), b.shape)],
);

export const custom: Form = (source) => {
  const x = floating(source);
  return oneIn(source.random, 3) ? paired(source, x, (other) => product(x, other)) : oneOf(source.random, functions)(x);
};

export const stopped: Form = (source) => stopGradient(anything(source));
