import { DTypeError, ShapeError, tensor, tensorFrom } from "@chainrule/core";
import { encodeImages, encodeLabels } from "@chainrule/mnist";
import { expect, it } from "vitest";

it("writes magic number, sizes and data, big-endian", () => {
  expect([...encodeImages(tensorFrom([1, 1, 2], Uint8Array.of(0, 255)))]).toEqual([
    ...[0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2],
    ...[0, 255],
  ]);
  const many = encodeLabels(tensorFrom([258], new Uint8Array(258).fill(9)));
  expect([...many.subarray(0, 9)]).toEqual([0, 0, 8, 1, 0, 0, 1, 2, 9]);
});

it("refuses what would not decode to the same tensor", () => {
  expect(() => encodeImages(tensor([[[0.5]]]))).toThrow(new DTypeError("encodeImages: needs u8, got f32"));
  expect(() => encodeLabels(tensor([1]))).toThrow(new DTypeError("encodeLabels: needs u8, got f32"));
  expect(() => encodeImages(tensorFrom([3, 0, 2], new Uint8Array()))).toThrow(
    new ShapeError("encodeImages: needs at least one row and one column, got [3, 0, 2]"),
  );
  expect(() => encodeLabels(tensor([9, 10], { dtype: "u8" }))).toThrow(
    new RangeError("encodeLabels: label 1 is no digit: expected 0 to 9, got 10"),
  );
});
