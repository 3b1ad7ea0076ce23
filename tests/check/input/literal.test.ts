import { shaped, tensors } from "@chainrule/check";
import * as core from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { Map as ImmutableMap, List, Record } from "immutable";
import { expect } from "vitest";
import { showArguments, showTensor } from "../../../packages/check/src/input/literal.js";

/** What source text means to someone who has imported the library. */
const pasted = (text: string): readonly unknown[] => {
  const evaluate = new Function("tensor", "zeros", "List", "Map", "Record", `return [${text}]`);
  const values: unknown = evaluate(core.tensor, core.zeros, List, ImmutableMap, Record);
  return Array.isArray(values) ? values : [];
};

const dtypes = fc.constantFrom<core.DType>("f32", "f64", "i32", "u8");
const anyTensor = fc
  .tuple(fc.constantFrom<core.Shape>([], [1], [3], [2, 2], [0], [2, 0], [1, 2, 3]), dtypes)
  .chain(([shape, dtype]) => tensors(shaped(shape, { dtype, min: 0 })));

test.prop([anyTensor])("what is printed makes the tensor again", (t) => {
  expect(pasted(showTensor(t)).map((value) => t.equals(value))).toEqual([true]);
});

test("arguments of every form are printed as they are written", () => {
  const args = [
    { "a b": [core.tensor(1)], c: List([core.tensor([2])]) },
    ImmutableMap({ k: core.tensor(3) }),
    Record({ r: core.tensor(4) })(),
  ];
  expect(showArguments(args)).toBe(
    '{ "a b": [tensor(1)], c: List([tensor([2])]) }, Map([["k", tensor(3)]]), Record({ r: tensor(4) })()',
  );
  expect(showArguments(pasted(showArguments(args)))).toBe(showArguments(args));
});

test("large tensors are not written out", () => {
  expect(showTensor(core.zeros([100]))).toBe("tensor(/* 100 values */)");
});
