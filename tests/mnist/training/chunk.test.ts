import { seed, type Tensor, tensorFrom } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { chunkOf } from "../../../packages/mnist/src/training/chunk.js";
import { recipe } from "./runs.js";

/** Some batches. */
const batches = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).map(([steps, batch]) =>
  tensorFrom(
    [steps, batch],
    Int32Array.from({ length: steps * batch }, (_, row) => row),
  ),
);

describe("chunkOf", () => {
  test.prop([batches, fc.integer()])("without dropout it is the rows alone", (rows, value) => {
    expect(chunkOf({ ...recipe, dropout: 0 }, rows)(seed(value))).toEqual([{ rows }, seed(value)]);
  });

  test.prop([batches, fc.integer()])(
    "has a mask for each hidden layer and step, and another one for the next chunk",
    (rows, value) => {
      const dropping = { ...recipe, hidden: [40, 50], dropout: 0.5 };
      const [first, next] = chunkOf(dropping, rows)(seed(value));
      const [second] = chunkOf(dropping, rows)(next);
      const masks: readonly Tensor[] = first.masks ?? [];
      expect(masks.map(({ shape }) => shape)).toEqual([
        [...rows.shape, 40],
        [...rows.shape, 50],
      ]);
      // Forty fair bits are the same twice once in 10¹² times.
      expect(second.masks).not.toEqual(first.masks);
      expect(new Set(masks.map((mask) => mask.toArray().slice(0, 40).join())).size).toBe(2);
    },
  );

  test("leaves out a share that is the dropout", () => {
    const [units, rate] = [20_000, 0.2];
    const rows = tensorFrom([1, 5], Int32Array.of(0, 1, 2, 3, 4));
    const [{ masks = [] }] = chunkOf({ ...recipe, hidden: [units], dropout: rate }, rows)(seed(1));
    const kept = masks.flatMap((mask: Tensor) => mask.toArray());
    const share = kept.reduce((sum, bit) => sum + bit, 0) / kept.length;
    // Five deviations of the share of so many draws, once in two million seeds; this one is fixed.
    expect(Math.abs(share - (1 - rate))).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / (5 * units)));
  });
});
