import { shaped, tensors } from "@chainrule/check";
import * as core from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { render } from "../../../packages/check/src/source/layout.js";
import { writeTensor } from "../../../packages/check/src/source/tensor.js";

const { full, Tensor, tensor, tensorFrom, zeros } = core;

const pasted = (text: string): unknown =>
  new Function("tensor", "full", "zeros", `return ${text}`)(tensor, full, zeros);

const anyTensor = fc
  .tuple(
    fc.constantFrom<core.Shape>([], [1], [3], [2, 2], [0], [2, 0], [1, 2, 3], [20], [5, 5]),
    fc.constantFrom<core.DType>("f32", "f64", "i32", "u8"),
  )
  .chain(([shape, dtype]) => tensors(shaped(shape, { dtype, min: 0 })));

const special = fc
  .array(fc.constantFrom(-0, 0, Number.NaN, Number.NEGATIVE_INFINITY, 0.1, Number.MIN_VALUE, Number.MAX_VALUE))
  .map((values) => tensorFrom([values.length], values, { dtype: "f64" }));

test.prop([fc.oneof(anyTensor, special), fc.nat(130)])(
  "what is written makes the tensor again, bit for bit",
  (t, width) => {
    const made = pasted(render(writeTensor(t), width));
    expect(made instanceof Tensor && [made.dtype, made.shape, made.toArray()]).toEqual([t.dtype, t.shape, t.toArray()]);
  },
);

test("many equal values are written once", () => {
  expect(render(writeTensor(full([3, 6], -0)))).toBe("full([3, 6], -0)");
  expect(render(writeTensor(tensorFrom([17], [...full([16], 0).toArray(), -0])))).toMatch(/^tensor\(\[.* -0\]\)$/);
  expect(render(writeTensor(full([2, 2], 7, { dtype: "i32" })))).toBe('tensor([[7, 7], [7, 7]], { dtype: "i32" })');
});

test("very many values are left out, which is said", () => {
  const most = core.arange(4096);
  expect(pasted(render(writeTensor(most)))).toEqual(most);
  expect(render(writeTensor(core.arange(4097)))).toBe(
    'zeros([4097] /* in place of 4097 values, which are left out */, { dtype: "i32" })',
  );
});
