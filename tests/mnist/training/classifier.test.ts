import { compile, seed, tensorFrom, uniform } from "@chainrule/core";
import { fc, test } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import { zipWith } from "fp-ts/lib/ReadonlyArray.js";
import { describe, expect } from "vitest";
import { activationNames } from "../../../packages/mnist/src/recipe/network.js";
import type { Recipe } from "../../../packages/mnist/src/recipe/recipe.js";
import {
  type Batch,
  classifierFor,
  type Parameters,
  type Trained,
} from "../../../packages/mnist/src/training/classifier.js";
import { agrees, allAgree, sumOf } from "../../nn/rounding.js";
import { rowsOf } from "../../reference-systems/by-hand.js";
import { digits } from "./digits.js";
import { beginningOf, courseOf, dataOf, recipe, trainingOf } from "./runs.js";

const f64 = { dtype: "f64" } as const;

const weightsIn = (parameters: Trained): readonly number[] => parameters.flatMap(({ weights }) => weights.toArray());
const biasesIn = (parameters: Trained): readonly number[] =>
  parameters.flatMap((layer) => ("bias" in layer ? layer.bias.toArray() : []));

describe("the penalty ½ λ Σ w²", () => {
  /** Parameters whose biases are no zeros, which a penalty would not move. */
  const withBiases = (parameters: Trained): Trained =>
    parameters.map((layer) => {
      if (!("bias" in layer)) return layer;
      const [size] = layer.bias.shape;
      return {
        ...layer,
        bias: tensorFrom(
          [size],
          Array.from({ length: size }, (_, to) => (to + 1) / 10),
          f64,
        ),
      };
    });

  /** One step down the gradient of all samples. */
  const stepped = (changes: Partial<Recipe>) => {
    const training = trainingOf(
      { ...changes, ...f64, optimiser: "sgd", learningRate: 0.5, batch: "all", epochs: 1, targets: [0.1, 0.9] },
      dataOf({ train: 12, validation: 0 }),
    );
    const start = beginningOf(training);
    const first = withBiases(start.network.parameters);
    const { outcome } = courseOf(training, { ...start, network: { ...start.network, parameters: first } });
    if (E.isLeft(outcome)) throw new Error(outcome.left.reason);
    const { network, history } = outcome.right;
    return { first, parameters: network.parameters, loss: history.last()?.loss ?? Number.NaN };
  };

  const cases = fc.record({
    hidden: fc.constantFrom([], [5], [4, 3]),
    activation: fc.constantFrom(...activationNames),
    bias: fc.constantFrom("learnt" as const, "none" as const),
    seed: fc.nat(),
  });
  const strengths = fc.double({ min: 0.001, max: 1, noNaN: true });

  test.prop([cases, strengths], { numRuns: 20 })("pulls weights by λ w, and leaves biases alone", (changes, l2) => {
    const [plain, penalised] = [stepped({ ...changes, l2: 0 }), stepped({ ...changes, l2 })];
    expect(penalised.first).toEqual(plain.first);
    const pulled = zipWith(weightsIn(plain.first), weightsIn(plain.parameters), (w, next) => next - 0.5 * l2 * w);
    // The penalty's product, its sum with the gradient, the step: a few roundings of numbers of the size of a weight.
    expect(allAgree(weightsIn(penalised.parameters), pulled, 8)).toBe(true);
    expect(biasesIn(penalised.parameters)).toEqual(biasesIn(plain.parameters));
  });

  test.prop([cases, strengths], { numRuns: 20 })("adds to the loss that is learnt from", (changes, l2) => {
    const [plain, penalised] = [stepped({ ...changes, l2: 0 }), stepped({ ...changes, l2 })];
    const squares = weightsIn(plain.first).map((w) => w ** 2);
    // A sum of so many squares, in another order.
    expect(agrees(penalised.loss, plain.loss + (l2 / 2) * sumOf(squares), 2 * squares.length)).toBe(true);
  });

  test.prop([cases, strengths], { numRuns: 10 })("is no part of what is measured", (changes, l2) => {
    const set = digits(12);
    const measured = (options: Partial<Recipe>) => {
      const { init, measure } = classifierFor({ ...recipe, ...changes, ...options }, 10, 10);
      const [parameters] = init(seed(1));
      const { loss, accuracy } = compile(measure(set))(parameters, tensorFrom([3], Int32Array.of(0, 5, 7)));
      return [loss.toNumber(), accuracy.toNumber()];
    };
    expect(measured({ l2 })).toEqual(measured({ l2: 0 }));
  });
});

describe("dropout", () => {
  const set = digits(4);
  const rows = tensorFrom([4], Int32Array.of(0, 1, 2, 3));
  const masked = { ...recipe, hidden: [5, 3], dtype: "f64", targets: [0.1, 0.9] } as const;
  const bits = (units: number) => fc.array(fc.constantFrom(0, 1), { minLength: units, maxLength: units });

  test.prop([fc.tuple(bits(5), bits(3)), fc.double({ min: 0.1, max: 0.9, noNaN: true }), fc.nat()], { numRuns: 30 })(
    "is the network without some units, whose others count for more",
    (kept, rate, from) => {
      const { init, loss } = classifierFor({ ...masked, dropout: rate }, 10, 10);
      const [parameters] = init(seed(from));
      const masks = kept.map((mask) => tensorFrom([4, mask.length], Uint8Array.from([mask, mask, mask, mask].flat())));
      // What a unit sends on is scaled by the mask, so its row of the next weights may be instead.
      const scaled = parameters.map((layer, position) => {
        const mask = kept[position - 1];
        if (mask === undefined) return layer;
        const [inputs, outputs] = layer.weights.shape;
        const weights = layer.weights
          .toArray()
          .map((w, place) => (w * (mask[Math.floor(place / outputs)] ?? Number.NaN)) / (1 - rate));
        return { ...layer, weights: tensorFrom([inputs, outputs], weights, { dtype: "f64" }) };
      });
      const value = compile((given: Parameters, batch: Batch) => loss(set)(given, batch));
      // Sums of ten, five and three terms on the way, all of them moderate but for the division by 1 − p ≥ 0.1, twice.
      const [actual, expected] = [value(parameters, { rows, masks }), value(scaled, { rows })];
      expect(agrees(actual.toNumber(), expected.toNumber(), 1000)).toBe(true);
    },
  );
});

describe("inputs", () => {
  const bound = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: -1, max: 1, noNaN: true }));
  const bounds = fc.tuple(bound, bound);

  test.prop([bounds, fc.uint8Array({ minLength: 20, maxLength: 20 })])(
    "that are grey levels are scaled to bounds; numbers stay as they are",
    (scale, levels) => {
      const { init, outputs } = classifierFor({ ...recipe, scale, dtype: "f64" }, 10, 10);
      const [parameters] = init(seed(1));
      const [black, white] = scale;
      const numbers = Array.from(levels, (level) => black + ((white - black) * level) / 255);
      const run = compile(outputs);
      const [grey, given] = [tensorFrom([2, 10], levels), tensorFrom([2, 10], numbers, { dtype: "f64" })].map(
        (inputs) => run(parameters, inputs).toArray(),
      );
      // Sums of ten inputs and of eight hidden units.
      expect(allAgree(grey ?? [], given ?? [0], 100)).toBe(true);
    },
  );
});

describe("a single output", () => {
  const single = { ...recipe, hidden: [], outputs: "single", loss: "half-squared-error", dtype: "f64" } as const;

  test.prop([fc.integer(), fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 9 })])(
    "is right where it is above a half for the second class, and not for the first",
    (from, labels) => {
      const count = labels.length;
      const [inputs, next] = uniform([count, 2], { low: -1, high: 1, dtype: "f64" })(seed(from));
      const set = { inputs, labels: tensorFrom([count], Uint8Array.from(labels)) };
      const { init, measure, sizes } = classifierFor(single, 2, 2);
      const [parameters] = init(next);
      const rows = tensorFrom([count], Int32Array.from(labels.keys()));
      const { loss, accuracy } = compile(measure(set))(parameters, rows);

      const [first = 0, second = 0] = weightsIn(parameters);
      const outputs = rowsOf(inputs).map(([x = 0, y = 0]) => 1 / (1 + Math.exp(-(first * x + second * y))));
      const right = outputs.filter((o, row) => o > 0.5 === (labels[row] === 1)).length;
      expect([sizes, accuracy.toNumber()]).toEqual([[2, 1], right / count]);
      const errors = outputs.map((o, row) => (o - (labels[row] ?? Number.NaN)) ** 2 / 2);
      expect(agrees(loss.toNumber(), sumOf(errors) / count, 40)).toBe(true);
    },
  );
});
