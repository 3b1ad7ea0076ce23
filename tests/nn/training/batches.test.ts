import { seed } from "@chainrule/core";
import { shuffledBatches } from "@chainrule/nn";
import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";

const sizes = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.nat(50))
  .map(([batch, more]) => [batch + more, batch] as const);

test.prop([sizes, fc.integer()])(
  "rows hold different positions, all within range, as many as fill a batch",
  ([samples, batch], start) => {
    const [batches] = shuffledBatches(samples, batch)(seed(start));
    const positions = batches.toArray();
    const rows = Math.floor(samples / batch);
    return (
      batches.dtype === "i32" &&
      batches.shape[0] === rows &&
      batches.shape[1] === batch &&
      new Set(positions).size === rows * batch &&
      positions.every((position) => position >= 0 && position < samples)
    );
  },
);

test("the order changes from epoch to epoch, and is the same for the same seed", () => {
  const draw = shuffledBatches(32, 8);
  const [first, next] = draw(seed(1));
  const [second] = draw(next);
  expect(first.equals(draw(seed(1))[0])).toBe(true);
  expect(first.equals(second)).toBe(false);
});

it.each([0, 11, -1, Number.NaN])("a batch of %d from 10 samples is an error", (batch) => {
  expect(() => shuffledBatches(10, batch)).toThrow("shuffledBatches: 10 samples do not fill a batch of");
});
