import { tensorFrom } from "@chainrule/core";
import { limit, type Samples, showSplitError, splitValidation, type ValidationSize } from "@chainrule/mnist";
import { test as property } from "@fast-check/vitest";
import * as fc from "fast-check";
import * as E from "fp-ts/lib/Either.js";
import { describe, expect, it } from "vitest";

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

describe("limit", () => {
  property.prop([fc.nat({ max: 12 }), fc.nat({ max: 15 })])("keeps the first samples, at most all", (count, kept) =>
    holds(limit(numbered(count), kept), rangeTo(Math.min(count, kept))),
  );

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
