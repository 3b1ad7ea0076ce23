import { type Tensor, tensorFrom } from "@chainrule/core";
import { fc } from "@fast-check/vitest";

/** A score for each class, and the class that is right. */
export interface Labelled {
  readonly scores: readonly number[];
  readonly label: number;
}

/** Some samples, each with a score for each class. */
export const labelled = (classes: number, score: fc.Arbitrary<number>): fc.Arbitrary<Labelled[]> =>
  fc.array(
    fc.record({ scores: fc.array(score, { minLength: classes, maxLength: classes }), label: fc.nat(classes - 1) }),
    { minLength: 1, maxLength: 8 },
  );

/** The scores as `[samples, classes]`, in f64. */
export const scoresOf = (samples: readonly Labelled[]): Tensor<readonly [number, number]> => {
  const scores = samples.flatMap((sample) => sample.scores);
  return tensorFrom([samples.length, scores.length / samples.length], scores, { dtype: "f64" });
};

/** The labels as `u8`. */
export const labelsOf = (samples: readonly Labelled[]): Tensor<readonly [number]> => {
  const labels = samples.map(({ label }) => label);
  return tensorFrom([labels.length], labels, { dtype: "u8" });
};
