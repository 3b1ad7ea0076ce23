import { type Expr, evaluate, lift, mul, ones, seed, tensor } from "@chainrule/core";
import { dense, layer, sequential } from "@chainrule/nn";
import { expect, test } from "vitest";

/** A layer of one's own: a learned factor for each of two features. */
const scale = layer({
  name: "scale",
  inputs: 2,
  outputs: 2,
  init: (random) => [ones([2]), random],
  apply: (factors: Expr<readonly [2]>, x) => mul(x, factors),
});

test("a layer of one's own applies, and joins others", () => {
  const factors = lift(tensor([3, 4]));
  expect(evaluate(scale.apply(factors, tensor([[1, 2]]))).toNested()).toEqual([[3, 8]]);
  const model = sequential(dense(5, 2), scale, dense(2, 1));
  const [parameters] = model.init(seed(1));
  expect(parameters[1].toNested()).toEqual([1, 1]);
  // @ts-expect-error this layer takes 2 features, the one before it gives 3
  expect(() => sequential(dense(5, 3), scale)).toThrow("dense(5, 3) gives 3 features, scale after it takes 2");
});

test("a layer that does not give what it says is named", () => {
  const liar = layer<Expr, number, number>({ ...scale, name: "liar", outputs: 3, apply: (_p, x) => x });
  expect(() => liar.apply(lift(tensor([1])), tensor([[1, 2]]))).toThrow("liar: must give rows [batch, 3], got [1, 2]");
});
