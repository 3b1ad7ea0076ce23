import {
  add,
  customGradient,
  type Expr,
  evaluate,
  exp,
  grad,
  hessian,
  jvp,
  mul,
  sign,
  square,
  stopGradient,
  sub,
  sum,
  tensor,
} from "@chainrule/core";
import { describe, expect, test } from "vitest";

/** `x²`, said to have the derivative `3 ȳ`, which no function has everywhere. */
const marked = customGradient(
  (x: Expr) => square(x),
  (g) => [mul(g, 3)],
);

describe("customGradient", () => {
  test("has the value of the function and the derivative of the rule, in reverse and forward", () => {
    const [y, dy] = evaluate(jvp(marked, tensor([2, 4]), tensor([1, 10])));
    expect([y.toNested(), dy.toNested()]).toEqual([
      [4, 16],
      [3, 30],
    ]);
    expect(evaluate(grad((x: Expr) => sum(marked(x)))(tensor([2, 4]))).toNested()).toEqual([3, 3]);
  });

  test("the derivative of the derivative is that of the rule", () => {
    const cubed = customGradient(
      (x: Expr) => mul(x, square(x)),
      (g, _y, x) => [mul(g, mul(3, square(x)))],
    );
    expect(evaluate(hessian((x: Expr) => sum(cubed(x)))(tensor(2))).toNumber()).toBe(12);
  });

  test("the rule is given the result itself, and derivatives flow through it", () => {
    const exponential = customGradient(
      (x: Expr) => exp(x),
      (g, y) => [mul(g, y)],
    );
    expect(evaluate(hessian((x: Expr) => sum(exponential(x)))(tensor(0))).toNumber()).toBe(1);
  });

  test("one cotangent for each argument; undefined is none", () => {
    const f = customGradient(
      (a: Expr, b: Expr) => mul(a, b),
      (g, _y, a) => [undefined, mul(g, a)],
    );
    const [da, db] = evaluate(grad(([a, b]: readonly [Expr, Expr]) => sum(f(a, b)))([tensor(2), tensor(5)]));
    expect([da.toNumber(), db.toNumber()]).toEqual([0, 2]);
  });

  test("what the function does inside is not differentiated besides", () => {
    const straightThrough = customGradient(
      (x: Expr) => sign(x),
      (g) => [g],
    );
    const byHand = (x: Expr): Expr => add(x, stopGradient(sub(sign(x), x)));
    for (const f of [straightThrough, byHand])
      expect(evaluate(grad((x: Expr) => sum(mul(f(x), 3)))(tensor([0.5, -2]))).toNested()).toEqual([3, 3]);
  });
});
