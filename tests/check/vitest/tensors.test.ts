import "@chainrule/check/vitest";
import { shaped, tensors, trees } from "@chainrule/check";
import { type Shape, type Tensor, tensor, tensorFrom, zeros } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

describe("tensors are compared by what they hold", () => {
  test("values", () => {
    expect(tensor([1, 2])).toEqual(tensor([1, 2]));
    expect(tensor([1, 2])).not.toEqual(tensor([1, 3]));
    expect(tensor([1, 2])).not.toStrictEqual(tensor([1, 3]));
    expect([tensor(1)]).toContainEqual(tensor(1));
    expect([tensor(1)]).not.toContainEqual(tensor(2));
  });

  test("dtype and shape", () => {
    expect(tensor([1])).not.toEqual(tensor([1], { dtype: "f64" }));
    expect(zeros([0, 2])).not.toEqual(zeros([2, 0]));
  });

  test("no tensor is equal to what only looks like one", () => {
    const { shape, dtype } = tensor([1]);
    expect(tensor([1])).not.toEqual({ shape, dtype });
    expect({ shape, dtype }).not.toEqual(tensor([1]));
  });

  test.prop([trees({ a: shaped([2]), b: [shaped([])] })])("deep in trees", (tree) => {
    const [first] = tree.b;
    expect({ a: tensorFrom([2], tree.a.toTypedArray()), b: [first] }).toEqual(tree);
    expect({ ...tree, b: [tensor(Number.NaN, { dtype: "f64" })] }).not.toEqual(tree);
  });
});

test("a property of tensors that fails says for which, shrunk", () => {
  const isSorted = (x: Tensor<Shape>): boolean =>
    x.toArray().every((value, index, all) => value >= (all[index - 1] ?? value));
  const { counterexample } = fc.check(fc.property(tensors(shaped([2])), isSorted), { seed: 1 });
  expect(fc.stringify(counterexample)).toMatch(/^\[f64\[2\] \[(0, -1|1, 0)\]\]$/);
});
