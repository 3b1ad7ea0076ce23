import { constant, evaluate, lift, tensor, zeros } from "@chainrule/core";
import { scaleByAdam } from "@chainrule/nn";
import { expect, test } from "vitest";

test("the state holds two averages for each leaf, and a count in f64", () => {
  const state = scaleByAdam().init({ weights: tensor([[1, 2]]), bias: tensor([3], { dtype: "f64" }) });
  expect(state.step.dtype).toBe("f64");
  expect(state.mean.map(({ dtype, shape }) => [dtype, shape])).toEqual([
    ["f32", [1, 2]],
    ["f64", [1]],
  ]);
  expect(state.square.map((leaf) => leaf.toNested())).toEqual([[[0, 0]], [0]]);
});

test("averages that begin at 0 are corrected for it: a constant gradient has that mean from the first step on", () => {
  const g = lift(tensor([4], { dtype: "f64" }));
  const zero = lift(tensor([0], { dtype: "f64" }));
  const begin = { step: constant(zeros([], { dtype: "f64" })), mean: [zero], square: [zero] };
  const optimiser = scaleByAdam({ epsilon: 0 });
  const [first, next] = optimiser.update(g, begin, g);
  const [second] = optimiser.update(g, next, g);
  // m̂ = g and v̂ = g², so u = 1 but for a few roundings; without the corrections u would be 0.1/√0.001 ≈ 3.16.
  for (const updates of [first, second])
    expect(Math.abs((evaluate(updates).toArray()[0] ?? 0) - 1)).toBeLessThan(1000 * Number.EPSILON);
});
