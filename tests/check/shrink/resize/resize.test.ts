import { input, isFloating, type Shape, sin, sizeOf, take, tensorFrom } from "@chainrule/core";
import { describe, expect, test } from "vitest";
import { resize } from "../../../../packages/check/src/shrink/resize/resize.js";
import { type Specimen, specimen } from "../../../../packages/check/src/specimen/specimen.js";

const numbered = (shape: Shape): Specimen => {
  const x = input(shape, { dtype: "f64" });
  const point = tensorFrom(
    shape,
    Array.from({ length: sizeOf(shape) }, (_, place) => place),
    { dtype: "f64" },
  );
  return specimen([x], sin(x), [point]);
};

const points = (origin: Specimen): readonly unknown[] =>
  [...resize(origin)].flatMap(({ point }) => point.map((value) => value.toNested()));

describe("resize", () => {
  test("offers a single element, the ends, the halves, and all but an end", () => {
    const [one, two, ...parts] = points(numbered([5]));
    expect([one, two]).toEqual([[0], [0, 1]]);
    // Once for all axes of the size, and once for this one.
    expect(parts).toEqual([...parts.slice(0, 6), ...parts.slice(0, 6)]);
    expect(parts.slice(0, 6)).toEqual([[0], [4], [0, 1], [3, 4], [0, 1, 2, 3], [1, 2, 3, 4]]);
  });

  test("drops axes of size 1, all of them at first", () => {
    expect(points(numbered([1, 1]))).toEqual([0, [0], [0]]);
  });

  test("offers nothing for scalars, nor less than one element", () => {
    expect(points(numbered([]))).toEqual([]);
    expect(points(numbered([0]))).toEqual([]);
  });

  test("lets axes of one size shrink together or apart", () => {
    const i = input([3], { dtype: "i32" });
    const x = input([3], { dtype: "f64" });
    const origin = specimen([x, i], take(x, i), [
      tensorFrom([3], [5, 6, 7], { dtype: "f64" }),
      tensorFrom([3], [0, 1, 2], { dtype: "i32" }),
    ]);
    const shapes = [...resize(origin)].map(({ inputs }) => inputs.map(({ shape }) => shape[0]).join());
    expect(shapes).toEqual(expect.arrayContaining(["1,1", "2,2", "1,3", "3,1", "2,3", "3,2"]));
    for (const { inputs, point } of resize(origin)) {
      const reals = inputs.findIndex(({ dtype }) => isFloating(dtype));
      for (const index of point[1 - reals]?.toArray() ?? []) expect(index).toBeLessThan(point[reals]?.size ?? 0);
    }
  });
});
