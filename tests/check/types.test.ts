import { type CheckOptions, checkGradients, type Drawn, type InputTree, type Shaped, shaped } from "@chainrule/check";
import { add, type Expr, matmul, type Shape, sum, type Tensor, tensor } from "@chainrule/core";
import type { List } from "immutable";
import { expectTypeOf, test } from "vitest";

test("inputs have the form of the arguments", () => {
  const f = (p: { w: Expr<readonly [3, 2]> }, x: Expr<readonly [4, 3]>) => matmul(x, p.w);
  checkGradients(f, { inputs: [{ w: shaped([3, 2]) }, shaped([4, 3])], runs: 1 });
  checkGradients(f, {
    inputs: [
      { w: shaped([3, 2]) },
      tensor([
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
      ]),
    ],
    runs: 1,
  });

  type Options = CheckOptions<Parameters<typeof f>>;
  // @ts-expect-error: an argument is missing
  const missing: Options = { inputs: [{ w: shaped([3, 2]) }] };
  // @ts-expect-error: a shape differs from that of the argument
  const other: Options = { inputs: [{ w: shaped([2, 3]) }, shaped([4, 3])] };
  // @ts-expect-error: a field is missing
  const bare: Options = { inputs: [{}, shaped([4, 3])] };
  // @ts-expect-error: there is no third order
  const order: Options = { orders: [3] };
  // @ts-expect-error: tolerances follow from the rounding errors, and are not chosen
  const tolerance: Options = { tolerance: 1e-6 };
  expectTypeOf([missing, other, bare, order, tolerance]).toBeArray();
});

test("shapes that are not known take any", () => {
  checkGradients((x: Expr, n: Expr) => sum(add(x, n)), { inputs: [shaped([2]), 3], runs: 1 });
  checkGradients(<S extends Shape>(x: Expr<S>) => add(x, x), { inputs: [shaped([2, 1])], runs: 1 });
  expectTypeOf<InputTree<List<Expr<readonly [2]>>>>().toEqualTypeOf<
    List<Shaped<readonly [2]> | Tensor<readonly [2]>>
  >();
});

test("drawn trees have the shapes of their inputs", () => {
  expectTypeOf<Drawn<{ w: Shaped<readonly [3]>; n: number }>>().toEqualTypeOf<{
    readonly w: Tensor<readonly [3]>;
    readonly n: Tensor<readonly []>;
  }>();
});
