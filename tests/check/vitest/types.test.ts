import "@chainrule/check/vitest";
import { shaped } from "@chainrule/check";
import { add, type Expr, matmul, type Shape, sum, tensor } from "@chainrule/core";
import { expect, expectTypeOf, test } from "vitest";

const product = (p: { w: Expr<readonly [3, 2]> }, x: Expr<readonly [4, 3]>) => matmul(x, p.w);

test("inputs have the form of the function's arguments", () => {
  expect(product).toHaveCorrectGradients({ inputs: [{ w: shaped([3, 2]) }, shaped([4, 3])], runs: 1 });
  expect(<S extends Shape>(x: Expr<S>) => add(x, x)).toHaveCorrectGradients({ inputs: [shaped([2, 1])], runs: 1 });
  expect((x: Expr, n: Expr) => sum(add(x, n))).toHaveCorrectGradients({ inputs: [tensor([1]), shaped([])], runs: 1 });

  const refused = (): void => {
    // @ts-expect-error: an argument is missing
    expect(product).toHaveCorrectGradients({ inputs: [{ w: shaped([3, 2]) }] });
    // @ts-expect-error: a shape differs from that of the argument
    expect(product).toHaveCorrectGradients({ inputs: [{ w: shaped([2, 3]) }, shaped([4, 3])] });
    // @ts-expect-error: a field is missing
    expect(product).not.toHaveCorrectGradients({ inputs: [{}, shaped([4, 3])] });
    // @ts-expect-error: there is no third order
    expect(product).toHaveCorrectGradients({ orders: [3] });
    // @ts-expect-error: an expression is no function of expressions
    expect(add(1, 2)).toHaveCorrectGradients();
    // @ts-expect-error: a function of numbers to a number has no graph
    expect(Math.sin).toHaveCorrectGradients();
  };
  expectTypeOf(refused).returns.toBeVoid();
});
