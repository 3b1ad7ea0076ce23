import { shaped, trees } from "@chainrule/check";
import { epsilonOf, sizeOf, Tensor, tensor } from "@chainrule/core";
import { test } from "@fast-check/vitest";
import { List, Record } from "immutable";
import { expect } from "vitest";
import { frequencies } from "./frequencies.js";

const Layer = Record({ weights: shaped([2, 2]), bias: shaped([2]) });
const labels = tensor([1, 2]);

test.prop([trees({ layers: List([Layer()]), rate: 0.1, labels, pair: [shaped([]), shaped([1])] })])(
  "keep the form of their tree, and what is given",
  ({ layers, rate, labels: given, pair }) => {
    expect(layers.get(0)?.weights.shape).toEqual([2, 2]);
    expect(layers.get(0)?.bias).toBeInstanceOf(Tensor);
    expect(rate.toNumber()).toBe(0.1);
    expect(given).toBe(labels);
    expect(pair.map(({ shape }) => sizeOf(shape))).toEqual([1, 1]);
  },
);

test("edges meet: all tensors of a tree are at the edges of their domains, or none", () => {
  const edges = [0, 0.5, 1, 2, epsilonOf("f64")];
  const isEdge = (x: Tensor): boolean => edges.includes(Math.abs(x.toNumber()));
  const { one, both } = frequencies(trees({ a: shaped([]), b: shaped([]) }), {
    one: ({ a, b }) => isEdge(a) !== isEdge(b),
    both: ({ a, b }) => isEdge(a) && isEdge(b),
  });
  // Of a quarter of 1000 trees, (¾)² have two edges and 2 · ¾ · ¼ have one. Were each tensor on its own, it would be 35 and 305.
  expect(both).toBeGreaterThan(100);
  expect(one).toBeLessThan(150);
});

test("what is no tree of inputs is refused with its path", () => {
  expect(() => trees({ a: [new Date()] })).toThrow(
    "a[0] is a Date; inputs are shaped(…), tensors or numbers, in plain objects",
  );
});

test("fractions that are none are refused", () => {
  expect(() => trees([shaped([])], { edges: -1 })).toThrow("edges: a fraction lies between 0 and 1, and -1 does not");
});
