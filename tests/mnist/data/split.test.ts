import { ShapeError, tensorFrom } from "@chainrule/core";
import { test as property } from "@fast-check/vitest";
import * as fc from "fast-check";
import * as E from "fp-ts/lib/Either.js";
import { describe, expect, it } from "vitest";
import type { Samples } from "../../../packages/mnist/src/data/samples.js";
import { limit, showSplitError, splitValidation, type ValidationSize } from "../../../packages/mnist/src/data/split.js";

/** Sample `i` has label `i` and the pixels `[[10 i, 10 i + 1]]`, so that a sample tells which one it was. */
const numbered = (count: number): Samples => {
  const indices = Array.from({ length: count }, (_, index) => index);
  return {
    images: tensorFrom([count, 1, 2], Uint8Array.from(indices.flatMap((index) => [10 * index, 10 * index + 1]))),
    labels: tensorFrom([count], Uint8Array.from(indices)),
  };
};

const rangeTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const holds = (samples: Samples, indices: readonly number[]): boolean => {
  const pixels = indices.flatMap((index) => [10 * index, 10 * index + 1]);
  return (
    samples.images.equals(tensorFrom([indices.length, 1, 2], Uint8Array.from(pixels))) &&
    samples.labels.equals(tensorFrom([indices.length], Uint8Array.from(indices)))
  );
};

const examples = {
  inputs: tensorFrom([4, 2], Float32Array.of(0, 1, 10, 11, 20, 21, 30, 31)),
  labels: tensorFrom([4], Uint8Array.of(0, 1, 2, 3)),
};

describe("limit", () => {
  property.prop([fc.nat({ max: 12 }), fc.nat({ max: 15 })])("keeps the first samples, at most all", (count, kept) =>
    holds(limit(numbered(count), kept), rangeTo(Math.min(count, kept))),
  );

  it("keeps rows of any tensors that share their first axis, in their dtypes", () => {
    const kept = limit(examples, 2);
    expect(kept.inputs).toEqual(tensorFrom([2, 2], Float32Array.of(0, 1, 10, 11)));
    expect(kept.labels).toEqual(tensorFrom([2], Uint8Array.of(0, 1)));
  });

  it("refuses tensors that do not", () => {
    const torn = { ...examples, labels: tensorFrom([3], Uint8Array.of(0, 1, 2)) };
    expect(() => limit(torn, 2)).toThrow(new ShapeError("limit: the first axes differ: [4, 2], [3]"));
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses %s samples", (count) => {
    expect(() => limit(numbered(3), count)).toThrow(
      new RangeError(`limit: needs a whole number of samples, got ${count}`),
    );
  });
});

describe("splitValidation", () => {
  const permutation = fc
    .integer({ min: 2, max: 25 })
    .chain((count) => fc.shuffledSubarray(rangeTo(count), { minLength: count }));

  property.prop([permutation, fc.nat()])("validates on the first of the order, trains on the rest", (order, seed) => {
    const count = 1 + (seed % (order.length - 1));
    const split = splitValidation(numbered(order.length), { count }, order);
    return (
      E.isRight(split) &&
      holds(split.right.validation, order.slice(0, count)) &&
      holds(split.right.train, order.slice(count))
    );
  });

  it("splits rows of any tensors that share their first axis, in their dtypes", () => {
    expect(splitValidation(examples, { count: 1 }, [2, 0, 3, 1])).toEqual(
      E.right({
        validation: {
          inputs: tensorFrom([1, 2], Float32Array.of(20, 21)),
          labels: tensorFrom([1], Uint8Array.of(2)),
        },
        train: {
          inputs: tensorFrom([3, 2], Float32Array.of(0, 1, 30, 31, 10, 11)),
          labels: tensorFrom([3], Uint8Array.of(0, 3, 1)),
        },
      }),
    );
  });

  it("refuses tensors that do not", () => {
    const torn = { ...examples, labels: tensorFrom([3], Uint8Array.of(0, 1, 2)) };
    expect(() => splitValidation(torn, { count: 1 }, [0, 1, 2, 3])).toThrow(
      new ShapeError("splitValidation: the first axes differ: [4, 2], [3]"),
    );
  });

  it.each([
    [0.1, 1],
    [0.25, 3],
    [0.9, 9],
  ])("rounds the fraction %d of 10 to %d samples", (fraction, count) => {
    const split = splitValidation(numbered(10), { fraction }, rangeTo(10));
    expect(E.isRight(split) && split.right.validation.labels.shape).toEqual([count]);
  });

  it.each<[ValidationSize, number, string]>([
    [{ count: 0 }, 10, "0 of 10 samples: expected 1 to 9"],
    [{ count: 10 }, 10, "10 of 10 samples: expected 1 to 9"],
    [{ count: 2.5 }, 10, "2.5 of 10 samples: expected 1 to 9"],
    [{ count: Number.NaN }, 10, "NaN of 10 samples: expected 1 to 9"],
    [{ fraction: 0.01 }, 10, "the fraction 0.01 of 10 samples: expected 1 to 9"],
    [{ fraction: 1 }, 10, "the fraction 1 of 10 samples: expected 1 to 9"],
    [{ count: 1 }, 1, "1 of 1 samples: a split needs at least 2"],
  ])("is left for %o of %d", (size, available, wrong) => {
    const split = splitValidation(numbered(available), size, rangeTo(available));
    expect(E.mapLeft(showSplitError)(split)).toEqual(E.left(`validation: cannot set aside ${wrong}`));
  });

  it.each([
    ["short", [0, 1]],
    ["repeated", [0, 1, 1]],
    ["out of range", [0, 1, 3]],
    ["negative", [0, 1, -1]],
    ["broken", [0, 1, 1.5]],
    ["long", [0, 1, 2, 2]],
  ])("refuses an order that is %s", (_, order) => {
    expect(() => splitValidation(numbered(3), { count: 1 }, order)).toThrow(
      new RangeError("splitValidation: the order must name each of the 3 samples exactly once"),
    );
  });
});
