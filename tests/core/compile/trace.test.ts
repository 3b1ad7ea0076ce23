import type { Tensor } from "@chainrule/core";
import { type Expr, grad, mul, printProgram, scan, sigmoid, simplify, sum, tensor, trace } from "@chainrule/core";
import { List } from "immutable";
import { describe, expect, expectTypeOf, test } from "vitest";

describe("trace", () => {
  test("is the program as it was written, inputs named by their paths", () => {
    const program = trace((p: { readonly w: Expr }, x: Expr) => mul(mul(p.w, x), 1))({ w: tensor([1]) }, tensor([2]));
    expect(printProgram(program)).toBe("(arg0.w: f32[1], arg1: f32[1]) => {\n  return arg0.w * arg1 * 1\n}");
    expect(printProgram(simplify(program))).toBe("(arg0.w: f32[1], arg1: f32[1]) => {\n  return arg0.w * arg1\n}");
  });

  test("of a gradient is the derived program", () => {
    const f = (x: Expr) => sum(sigmoid(x));
    expect(printProgram(simplify(trace(grad(f))(tensor([1, 2]))))).toBe(
      "(arg0: f32[2]) => {\n  v1 = sigmoid(arg0)  : f32[2]\n  return v1 * (1 - v1)\n}",
    );
  });
});

describe("the types of scan", () => {
  test("an Immutable list of inputs has an axis more in each item", () => {
    const step = (state: Expr<readonly []>, xs: List<Expr<readonly [2]>>) => [state, xs] as const;
    const [, outputs] = scan(step)(tensor(0), List([tensor([[1, 2]])]));
    expectTypeOf(outputs).toEqualTypeOf<List<Tensor<readonly [number, 2]>>>();
    expect(outputs.get(0)?.toNested()).toEqual([[1, 2]]);
  });

  test("a step that gives no pair is refused", () => {
    const step = (state: Expr<readonly []>, _x: Expr<readonly []>) => state as never; // Safe: it is what is tested.
    expect(() => scan(step)(tensor(0), tensor([1]))).toThrow("scan: the step must return a pair, [next state, output]");
  });
});
