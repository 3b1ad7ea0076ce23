import {
  abs,
  cast,
  DTypeError,
  evaluate,
  greater,
  mean,
  neg,
  ones,
  sign,
  sum,
  tensor,
  variance,
  where,
  zeros,
} from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

describe("integers in reductions", () => {
  test.prop([fc.array(fc.boolean(), { minLength: 1, maxLength: 600 })])(
    "truth values are counted, beyond 255 too",
    (list) => {
      const holds = greater(tensor(list.map(Number)), 0);
      const count = evaluate(sum(holds));
      expect(count.dtype).toBe("i32");
      expect(count.toNumber()).toBe(list.filter(Boolean).length);
    },
  );

  test("a mean of integers is refused: it would be cut", () => {
    const counts = tensor([1, 2], { dtype: "i32" });
    for (const reduce of [mean, variance])
      expect(() => reduce(counts)).toThrow(new DTypeError("mean: needs f32 or f64, got i32; cast it first"));
    expect(evaluate(mean(cast(counts, "f32"))).toNumber()).toBe(1.5);
  });
});

test("neg, abs and sign are defined on integers", () => {
  const x = tensor([-3, 0, 2], { dtype: "i32" });
  const results = evaluate([neg(x), abs(x), sign(x)] as const);
  expect(results.map(({ dtype }) => dtype)).toEqual(["i32", "i32", "i32"]);
  expect(results.map((y) => y.toArray())).toEqual([
    [3, 0, -2],
    [3, 0, 2],
    [-1, 0, 1],
  ]);
});

describe("the types of where", () => {
  test("shapes that do not broadcast are a compile error", () => {
    // @ts-expect-error: a of [3] does not broadcast with the condition of [2]
    expect(() => where(zeros([2]), ones([3]), 0)).toThrow("where: shapes do not broadcast: [2] and [3] (2 ≠ 3)");
    // @ts-expect-error: b of [3] does not broadcast with the condition of [2]
    expect(() => where(zeros([2]), 0, ones([3]))).toThrow("where: shapes do not broadcast: [2] and [3] (2 ≠ 3)");
    expect(where(zeros([2]), ones([3, 1]), 0).shape).toEqual([3, 2]);
  });
});
