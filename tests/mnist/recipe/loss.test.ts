import { type DType, epsilonOf, evaluate, lift, tensorFrom } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { zipWith } from "fp-ts/lib/ReadonlyArray.js";
import { describe, expect } from "vitest";
import { type LossName, losses, lossNames, lossOf, type Scores } from "../../../packages/mnist/src/recipe/loss.js";
import { rows, sumOf } from "../../nn/rounding.js";

type Row = readonly number[];

const CLASSES = 3;
const sigma = (z: number): number => 1 / (1 + Math.exp(-z));
const exponentials = (z: Row): number => sumOf(z.map(Math.exp));

/** What the outputs are for the scores of one sample. */
const outputs: Readonly<Record<LossName, (z: Row) => Row>> = {
  "softmax-cross-entropy": (z) => z.map((score) => Math.exp(score) / exponentials(z)),
  "binary-cross-entropy": (z) => z.map(sigma),
  "half-squared-error": (z) => z.map(sigma),
  "mean-squared-error": (z) => z.map(sigma),
  "split-squared-error": (o) => o,
};

/** What the loss is of the outputs of one sample, and of what they should be. */
const formulas: Readonly<Record<LossName, (y: Row, t: Row) => number>> = {
  "softmax-cross-entropy": (y, t) => -sumOf(zipWith(y, t, (p, own) => own * Math.log(p))),
  "binary-cross-entropy": (y, t) => -sumOf(zipWith(y, t, (p, own) => own * Math.log(p) + (1 - own) * Math.log(1 - p))),
  "half-squared-error": (y, t) => sumOf(zipWith(y, t, (p, own) => (p - own) ** 2)) / 2,
  "mean-squared-error": (y, t) => sumOf(zipWith(y, t, (p, own) => (p - own) ** 2)) / y.length,
  "split-squared-error": (y, t) => sumOf(zipWith(y, t, (p, own) => (p - own) ** 2)) / 2,
};

/**
 * Whether numbers agree but for rounding: of six samples with three outputs, each less than e³ away from 1 and so at most 3 · e³ times
 * as sensitive as it is large, some thirty operations long.
 */
const agreeing = (actual: Row, expected: Row, dtype: DType): boolean =>
  actual.length === expected.length &&
  zipWith(actual, expected, (a, b) => Math.abs(a - b) <= 30 * 60 * epsilonOf(dtype)).every(Boolean);

const dtypes = fc.constantFrom<"f32" | "f64">("f32", "f64");

/** What outputs should be: of all classes together 1, as a softmax has it. */
const targets = fc
  .constantFrom(0, 0.01, 0.1, 0.25)
  .map((other): readonly [other: number, own: number] => [other, 1 - (CLASSES - 1) * other]);

/** The scores of some samples, and their classes. */
const samplesOf = (width: number, classes: number) =>
  rows(width, 3).chain((scores) => {
    const [minLength, maxLength] = [scores.length, scores.length];
    return fc.record({
      scores: fc.constant(scores.map((row) => row.map(Math.fround))),
      labels: fc.array(fc.nat({ max: classes - 1 }), { minLength, maxLength }),
    });
  });

const matrix = (scores: readonly Row[], dtype: DType): Scores =>
  lift(tensorFrom([scores.length, scores[0]?.length ?? 0], scores.flat(), { dtype }));
const vector = (labels: Row) => lift(tensorFrom([labels.length], Uint8Array.from(labels)));

/** The mean over samples of a formula. */
const meanOf = (loss: LossName, scores: readonly Row[], wanted: readonly Row[]): number =>
  sumOf(zipWith(scores, wanted, (z, t) => formulas[loss](outputs[loss](z), t))) / scores.length;

describe.each(lossNames)("%s", (loss) => {
  test.prop([samplesOf(CLASSES, CLASSES), targets, dtypes])(
    "is the mean over samples of its formula",
    ({ scores, labels }, [other, own], dtype) => {
      const encoding = { loss, outputs: "one-per-class", targets: [other, own], dtype } as const;
      const error = evaluate(lossOf(encoding, matrix(scores, dtype), vector(labels), CLASSES));
      const wanted = labels.map((label) => [0, 1, 2].map((place) => (place === label ? own : other)));
      expect(error.dtype).toBe(dtype);
      expect(agreeing([error.toNumber()], [meanOf(loss, scores, wanted)], dtype)).toBe(true);
    },
  );

  test.prop([samplesOf(CLASSES, CLASSES), dtypes])("has outputs row by row", ({ scores }, dtype) => {
    const actual = evaluate(losses[loss].outputs(matrix(scores, dtype)));
    expect(agreeing(actual.toArray(), scores.flatMap(outputs[loss]), dtype)).toBe(true);
  });
});

/** A softmax of one output is always 1. */
const ofSingleOutputs = lossNames.filter((name) => name !== "softmax-cross-entropy");

describe.each(ofSingleOutputs)("%s", (loss) => {
  test.prop([samplesOf(1, 2), targets, dtypes])(
    "is its formula of a single output, which tells the second class from the first",
    ({ scores, labels }, [first, second], dtype) => {
      const encoding = { loss, outputs: "single", targets: [first, second], dtype } as const;
      const error = evaluate(lossOf(encoding, matrix(scores, dtype), vector(labels), 2));
      const wanted = labels.map((label) => [label === 1 ? second : first]);
      expect(error.dtype).toBe(dtype);
      expect(agreeing([error.toNumber()], [meanOf(loss, scores, wanted)], dtype)).toBe(true);
    },
  );
});
