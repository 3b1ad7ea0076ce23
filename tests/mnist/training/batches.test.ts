import { batchesOf, eachBatch } from "@chainrule/mnist";
import { fc, test } from "@fast-check/vitest";
import { describe, test as example, expect } from "vitest";

const sizes = fc.record({ batch: fc.integer({ min: 1, max: 9 }), atOnce: fc.integer({ min: 1, max: 9 }) });

describe("batchesOf", () => {
  test.prop([fc.array(fc.nat()), sizes])("names every sample once, in order", (order, size) => {
    const named = batchesOf(order, size)
      .flatMap(eachBatch)
      .flatMap((batch) => batch.toArray());
    expect(named).toEqual(order);
  });

  test.prop([fc.array(fc.nat()), sizes])("every batch but the last has the size asked for", (order, size) => {
    const lengths = batchesOf(order, size)
      .flatMap(eachBatch)
      .map((batch) => batch.size);
    expect(lengths.slice(0, -1).every((length) => length === size.batch)).toBe(true);
    expect(lengths.every((length) => length > 0 && length <= size.batch)).toBe(true);
  });

  test.prop([fc.array(fc.nat()), sizes])("no more batches come at once than asked for", (order, size) => {
    expect(batchesOf(order, size).every(({ shape }) => shape[0] <= size.atOnce)).toBe(true);
  });

  example.each([0, -1, 1.5, Number.NaN])("refuses a batch of %s", (batch) => {
    expect(() => batchesOf([1], { batch, atOnce: 1 })).toThrow(
      new RangeError(`batchesOf: needs positive whole sizes, got batch ${batch} and 1 at once`),
    );
  });
});
