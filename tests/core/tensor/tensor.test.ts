import { arange, eqTensor, full, ones, ShapeError, Tensor, tensor, tensorFrom, zeros } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { Map as ImmutableMap, is } from "immutable";
import { describe, expect, it } from "vitest";

/** Few values, the difficult ones among them, so that equal tensors are met. */
const value = fc.constantFrom(0, -0, 1, Number.NaN, Number.POSITIVE_INFINITY, 0.1);
const floats = fc
  .tuple(fc.constantFrom("f32", "f64"), fc.constantFrom([2], [1, 2], [2, 1]), fc.tuple(value, value))
  .map(([dtype, shape, values]) => tensorFrom(shape, values, { dtype }));

describe("equality is that of content", () => {
  test.prop([floats])(
    "reflexive, and equal to a copy",
    (a) => a.equals(a) && is(a, tensorFrom(a.shape, a.toTypedArray())),
  );
  test.prop([floats, floats])("symmetric", (a, b) => is(a, b) === is(b, a));
  test.prop([floats, floats, floats])("transitive", (a, b, c) => !(is(a, b) && is(b, c)) || is(a, c));
  test.prop([floats, floats])("equal values have equal hashes", (a, b) => !is(a, b) || a.hashCode() === b.hashCode());
  test.prop([floats, floats])("is that of fp-ts Eq", (a, b) => eqTensor.equals(a, b) === a.equals(b));
  test.prop([floats, floats])("means shape, dtype and values, NaN equal to NaN and 0 to −0", (a, b) => {
    const same = (x: number, y: number | undefined): boolean => x === y || (Number.isNaN(x) && Number.isNaN(y));
    const values = b.toArray();
    const expected =
      a.dtype === b.dtype && a.shape.join() === b.shape.join() && a.toArray().every((x, i) => same(x, values[i]));
    expect(a.equals(b)).toBe(expected);
  });

  test("tensors are keys of Immutable maps", () => {
    const map = ImmutableMap([[tensor([1, 2]), "found"]]);
    expect([map.get(tensor([1, 2])), map.get(tensor([2, 1])), map.get(tensor([1, 2], { dtype: "f64" }))]).toEqual([
      "found",
      undefined,
      undefined,
    ]);
    expect(tensor(1).equals(1)).toBe(false);
  });
});

describe("nested lists", () => {
  const block = fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 3 }))
    .chain(([a, b, c]) =>
      fc.array(fc.array(fc.array(fc.double(), { minLength: c, maxLength: c }), { minLength: b, maxLength: b }), {
        minLength: a,
        maxLength: a,
      }),
    );

  test.prop([block])("go in and come out in row-major order", (lists) => {
    const x = tensor(lists, { dtype: "f64" });
    expect(x.toNested()).toEqual(lists);
    expect(x.toArray()).toEqual(lists.flat(2));
    expect(x.shape).toEqual([lists.length, lists[0]?.length, lists[0]?.[0]?.length]);
  });

  test("a number is a scalar; an empty list has an axis of size 0", () => {
    expect([tensor(7).shape, tensor(7).toNested(), tensor([]).shape, tensor([[], []]).shape]).toEqual([
      [],
      7,
      [0],
      [2, 0],
    ]);
  });

  it.each([
    ["tensor: values[1] has 1 elements where its neighbours have 2 elements", [[1, 2], [3]]],
    ["tensor: values[1] has a number where its neighbours have 2 elements", [[1, 2], 3]],
    ["tensor: values[1] has 1 elements where its neighbours have a number", [1, [2]]],
    ["tensor: values[1][0] has 2 elements where its neighbours have 1 elements", [[[1]], [[2, 3]]]],
    ["tensor: values[1] has 1 elements where its neighbours have 0 elements", [[], [1]]],
  ] as const)("%s", (message, lists) => {
    expect(() => tensor(lists)).toThrow(new ShapeError(message));
  });
});

describe("storage", () => {
  test("f32 unless said otherwise; a typed array keeps its dtype; arange counts in i32", () => {
    const dtypes = [tensor(1), ones([1]), zeros([1]), full([1], 2), tensorFrom([1], [1]), arange(1)].map(
      (x) => x.dtype,
    );
    expect(dtypes).toEqual(["f32", "f32", "f32", "f32", "f32", "i32"]);
    const arrays = [new Float32Array(1), new Float64Array(1), new Int32Array(1), new Uint8Array(1)];
    expect(arrays.map((array) => tensorFrom([1], array).dtype)).toEqual(["f32", "f64", "i32", "u8"]);
  });

  test.prop([fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), fc.integer({ min: 0, max: 255 })])(
    "integers are held exactly over their whole range",
    (i, u) => tensor(i, { dtype: "i32" }).toNumber() === i && tensor(u, { dtype: "u8" }).toNumber() === u,
  );

  test.prop([fc.double()])("f32 rounds to nearest", (x) => Object.is(tensor(x).toNumber(), Math.fround(x)));

  test("is shown with dtype, shape and values as one writes them", () => {
    expect(String(tensor([Number.NaN, Number.NEGATIVE_INFINITY, -0, 1.5], { dtype: "f64" }))).toBe(
      "f64[4] [NaN, -Infinity, -0, 1.5]",
    );
    expect(String(tensor([[1], [2]]))).toBe("f32[2, 1] [[1], [2]]");
    expect(String(zeros([17]))).toBe("f32[17] 17 values");
  });

  test("there is no other way to make one", () => {
    expect(() => Tensor.adopt([2], new Float32Array(3))).toThrow(
      new ShapeError("tensor: 3 values do not fill shape [2] (2)"),
    );
  });
});
