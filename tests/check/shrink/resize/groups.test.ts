import { sizeOf } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { groupsOf } from "../../../../packages/check/src/shrink/resize/groups.js";

const factors = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 5 });

/** A shape with as many elements as the product of the factors: some of them are multiplied. */
const joined = (sizes: readonly number[], joins: readonly boolean[]): number[] =>
  sizes.reduce<number[]>((shape, size, index) => {
    const last = joins[index] === true ? shape.pop() : undefined;
    shape.push((last ?? 1) * size);
    return shape;
  }, []);

describe("groups of axes", () => {
  test("hold the same elements", () => {
    expect(groupsOf([2, 3, 4], [6, 4])).toEqual([
      { from: [0, 1], to: [0] },
      { from: [2], to: [1] },
    ]);
    expect(groupsOf([1, 3], [3])).toEqual([{ from: [1], to: [0] }]);
    expect(groupsOf([4, 6], [6, 4])).toEqual([{ from: [0, 1], to: [0, 1] }]);
    expect(groupsOf([], [1])).toEqual([]);
    expect(groupsOf([0, 2], [2, 0])).toEqual([]);
  });

  test.prop([factors, fc.array(fc.boolean(), { maxLength: 5 }), fc.array(fc.boolean(), { maxLength: 5 })])(
    "take up every axis that is longer than 1, in order, and as many elements on either side",
    (sizes, left, right) => {
      const [from, to] = [joined(sizes, left), joined(sizes, right)];
      const groups = groupsOf(from, to);
      const long = (shape: readonly number[]): readonly number[] =>
        [...shape.keys()].filter((axis) => shape[axis] !== 1);
      expect(groups.flatMap((group) => group.from)).toEqual(long(from));
      expect(groups.flatMap((group) => group.to)).toEqual(long(to));
      const count = (shape: readonly number[], axes: readonly number[]): number =>
        sizeOf(axes.map((axis) => shape[axis] ?? Number.NaN));
      for (const group of groups) expect(count(from, group.from)).toBe(count(to, group.to));
    },
  );
});
