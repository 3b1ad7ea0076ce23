import { DTypeError, type Expr, evaluate, grad, input, oneHot, ShapeError, tensor, tensorFrom } from "@chainrule/core";
import { softmaxCrossEntropy } from "@chainrule/nn";
import { test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { labelled, labelsOf, scoresOf } from "../labelled.js";
import { agrees, allAgree, moderate, sumOf } from "../rounding.js";

const classes = 3;
const samples = labelled(classes, moderate());

const softmax = (z: readonly number[]): readonly number[] => {
  const total = sumOf(z.map(Math.exp));
  return z.map((value) => Math.exp(value) / total);
};

test.prop([samples])("−1/m Σ log softmax(z) at the label", (all) => {
  const expected = -sumOf(all.map(({ scores, label }) => Math.log(softmax(scores)[label] ?? 0))) / all.length;
  // A dozen roundings a sample, of numbers up to 20.
  return agrees(evaluate(softmaxCrossEntropy(scoresOf(all), labelsOf(all))).toNumber(), expected, 12 * 8, 20);
});

test.prop([samples])("∂E/∂z = (p − t)/m", (all) => {
  const gradient = evaluate(grad((z: Expr) => softmaxCrossEntropy(z, labelsOf(all)))(scoresOf(all)));
  const expected = all.flatMap(({ scores, label }) =>
    softmax(scores).map((p, index) => (p - (index === label ? 1 : 0)) / all.length),
  );
  // The exponent of a number up to 20 carries its rounding: 20 epsilon, and some more for the sums.
  return allAgree(gradient.toArray(), expected, 64);
});

test.prop([samples])("labels and one-hot targets agree to the bit", (all) => {
  const hot = oneHot(labelsOf(all), classes, { dtype: "f64" });
  const [fromLabels, fromHot, fromIntegers] = evaluate([
    softmaxCrossEntropy(scoresOf(all), labelsOf(all)),
    softmaxCrossEntropy(scoresOf(all), hot),
    softmaxCrossEntropy(scoresOf(all), oneHot(labelsOf(all), classes, { dtype: "u8" })),
  ] as const);
  return fromLabels.equals(fromHot) && fromLabels.equals(fromIntegers);
});

test("targets that do not sum to 1 are weights: S1's 0.9 and 0.1", () => {
  const e = softmaxCrossEntropy(tensor([[0, 0]], { dtype: "f64" }), tensor([[0.9, 0.1]], { dtype: "f64" }));
  expect(evaluate(e).toNumber()).toBeCloseTo(Math.log(2), 15);
  const twice = softmaxCrossEntropy(tensor([[0, 0]], { dtype: "f64" }), tensor([[1, 1]], { dtype: "f64" }));
  expect(evaluate(twice).toNumber()).toBeCloseTo(2 * Math.log(2), 15);
});

it.each([
  [0, 0, [0, 0]],
  [1, 2000, [1, -1]],
])("is finite for logits 1000 and −1000, label %d, and so is its gradient", (label, expected, slopes) => {
  const z = tensor([[1000, -1000]]);
  const t = tensorFrom([1], Int32Array.of(label));
  expect(evaluate(softmaxCrossEntropy(z, t)).toNumber()).toBe(expected);
  expect(evaluate(grad((x: Expr) => softmaxCrossEntropy(x, t))(z)).toArray()).toEqual(slopes);
});

describe("targets that do not fit", () => {
  const logits = input([64, 10]);

  test("shapes", () => {
    // @ts-expect-error fewer labels than rows
    expect(() => softmaxCrossEntropy(logits, input([32], { dtype: "u8" }))).toThrow(
      "softmaxCrossEntropy: [64, 10] needs labels [64] or distributions [64, 10], got [32]",
    );
    // @ts-expect-error a column of labels would broadcast
    expect(() => softmaxCrossEntropy(logits, input([64, 1], { dtype: "u8" }))).toThrow(ShapeError);
    expect(() => softmaxCrossEntropy(input([10]), input([], { dtype: "u8" }))).toThrow("[batch, classes], got [10]");
  });

  test("labels of a floating dtype", () => {
    expect(() => softmaxCrossEntropy(logits, input([64]))).toThrow(DTypeError);
    expect(() => softmaxCrossEntropy(logits, input([64]))).toThrow("labels must be i32 or u8, got f32[64]");
  });

  test("labels outside the classes", () => {
    const e = softmaxCrossEntropy(tensor([[1, 2]]), tensor([2], { dtype: "u8" }));
    expect(() => evaluate(e)).toThrow(RangeError);
  });

  test("sizes that the types do not know are let through", () => {
    const unknown: Expr = input([64], { dtype: "i32" });
    const some: Expr<readonly [number]> = input([64], { dtype: "i32" });
    expect(softmaxCrossEntropy(logits, unknown).shape).toEqual([]);
    expect(softmaxCrossEntropy(logits, some).shape).toEqual([]);
  });
});
