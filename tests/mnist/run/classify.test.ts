import { interpreter, tensor, tensorFrom } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import { describe, test as example, expect } from "vitest";
import { presets } from "../../../packages/mnist/src/recipe/preset.js";
import { classify, confusionOf, type Reading } from "../../../packages/mnist/src/run/classify.js";
import { classifierFor, type Trained } from "../../../packages/mnist/src/training/classifier.js";

const recipe = { ...presets.default.recipe, hidden: [], dtype: "f64" } as const;
const f64 = { dtype: "f64" } as const;

/** A network that gives its inputs back, as scores. */
const identity: Trained = [
  {
    weights: tensor(
      [
        [1, 0],
        [0, 1],
      ],
      f64,
    ),
    bias: tensor([0, 0], f64),
  },
];

const read = (rows: readonly (readonly [number, number])[]): readonly Reading[] =>
  classify(classifierFor(recipe, 2, 2), interpreter)(identity, tensorFrom([rows.length, 2], rows.flat(), f64));

const score = fc.double({ min: -5, max: 5, noNaN: true });

describe("a network takes an example", () => {
  test.prop([score, score])("for the class with the largest output, and is as sure as that says", (a, b) => {
    const [reading] = read([[a, b]]);
    const second = 1 / (1 + Math.exp(a - b));
    expect(reading?.outputs[0]).toBeCloseTo(1 - second, 12);
    expect(reading?.outputs[1]).toBeCloseTo(second, 12);
    expect(reading?.confidence).toBe(Math.max(...(reading?.outputs ?? [])));
    expect(reading?.predicted).toBe(reading?.outputs.indexOf(reading.confidence));
  });

  test.prop([score, score])(
    "as surely as its share of all outputs is large, where they are no probabilities",
    (a, b) => {
      const classifier = classifierFor({ ...recipe, loss: "half-squared-error" }, 2, 2);
      const [reading] = classify(classifier, interpreter)(identity, tensorFrom([1, 2], [a, b], f64));
      const [first, second] = [1 / (1 + Math.exp(-a)), 1 / (1 + Math.exp(-b))];
      expect(reading?.outputs[0]).toBeCloseTo(first / (first + second), 12);
      expect((reading?.outputs[0] ?? 0) + (reading?.outputs[1] ?? 0)).toBeCloseTo(1, 12);
    },
  );

  example("for the first of two classes that are as likely", () => {
    expect(read([[1, 1]])).toMatchObject([{ predicted: 0, confidence: 0.5 }]);
  });

  example.each([0, 1, 999, 1000, 1001, 2500])("in their order, of %s examples too", (count) => {
    const rows = Array.from({ length: count }, (_, index) => [0, index % 3 === 0 ? 1 : -1] as const);
    expect(read(rows).map(({ predicted }) => predicted)).toEqual(rows.map(([, y]) => (y > 0 ? 1 : 0)));
  });

  example("for the second of two classes where a single output is above ½", () => {
    const single = { ...presets["s2-xor"].recipe, hidden: [] };
    const sigmoid: Trained = [{ weights: tensor([[1]], f64), bias: tensor([0], f64) }];
    const readings = classify(classifierFor(single, 1, 2), interpreter)(sigmoid, tensor([[2], [-1]], f64));
    const probability = (z: number): number => 1 / (1 + Math.exp(-z));
    expect(readings.map(({ predicted }) => predicted)).toEqual([1, 0]);
    expect(readings[0]?.outputs[1]).toBeCloseTo(probability(2), 12);
    expect(readings[1]?.confidence).toBeCloseTo(1 - probability(-1), 12);
  });
});

describe("confusion", () => {
  const classes = [0, 1, 2, 3];
  const reading = (predicted: number): Reading => ({
    predicted,
    confidence: 1,
    outputs: classes.map((each) => (each === predicted ? 1 : 0)),
  });
  const pairs = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })));

  test.prop([pairs])(
    "counts each example once, in the row of its class and the column of what it is taken for",
    (list) => {
      const confusion = confusionOf(
        list.map(([, predicted]) => reading(predicted)),
        tensorFrom(
          [list.length],
          list.map(([label]) => label),
          { dtype: "u8" },
        ),
        4,
      );
      expect(confusion).toEqual(
        classes.map((row) => classes.map((column) => list.filter(([a, b]) => a === row && b === column).length)),
      );
    },
  );
});
