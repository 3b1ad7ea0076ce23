import { type Concrete, compile, seed, uniform } from "@chainrule/core";
import { initialState, sgd, trainStep } from "@chainrule/nn";
import { fc, test } from "@fast-check/vitest";
import * as E from "fp-ts/lib/Either.js";
import { zipWith } from "fp-ts/lib/ReadonlyArray.js";
import { describe, test as example, expect } from "vitest";
import { generatedSets } from "../../../packages/mnist/src/data/generated-sets.js";
import { losses, type Scores } from "../../../packages/mnist/src/recipe/loss.js";
import { type LayerParameters, type NetworkOptions, networkOf } from "../../../packages/mnist/src/recipe/network.js";
import { type OptimiserName, optimiserNames, optimisers } from "../../../packages/mnist/src/recipe/optimiser.js";
import { presets } from "../../../packages/mnist/src/recipe/preset.js";
import { allAgree } from "../../nn/rounding.js";
import { rowsOf, signalsOf, squash, stepped, times, transposed } from "../../reference-systems/by-hand.js";
import { courseOf, trainingOf } from "../training/runs.js";

const size = fc.integer({ min: 1, max: 5 });

describe("split-squared-error", () => {
  const options: NetworkOptions = { ...presets.s0.recipe, dtype: "f64" };
  const rate = 0.1;

  const cases = fc.record({ inputs: size, hidden: size, outputs: size, from: fc.integer() }).map((drawn) => {
    const network = networkOf([drawn.inputs, drawn.hidden, drawn.outputs], options);
    const [parameters, next] = network.init(seed(drawn.from));
    const [x, last] = uniform([1, drawn.inputs], { low: 0.01, high: 1, dtype: "f64" })(next);
    const [t] = uniform([1, drawn.outputs], { low: 0.01, high: 0.99, dtype: "f64" })(last);
    return { network, parameters, x, t };
  });

  /** The weights of both layers, `w[to][from]` as the text writes them. */
  const written = (parameters: readonly Concrete<LayerParameters>[]) => {
    const [hidden = [], output = []] = parameters.map(({ weights }) => transposed(rowsOf(weights)));
    return { hidden, output };
  };

  test.prop([cases])("steps as S0 publishes it", ({ network, parameters, x, t }) => {
    const loss = (given: readonly LayerParameters[], sample: { readonly x: Scores; readonly t: Scores }) =>
      losses["split-squared-error"].of(network.apply(given, sample.x), sample.t);
    const optimiser = sgd({ learningRate: rate });
    const [next, error] = compile(trainStep(loss, optimiser))(initialState(parameters, optimiser), { x, t });

    const { hidden, output } = written(parameters);
    const h = squash(times(hidden, x.toArray()));
    const o = squash(times(output, h));
    const outputErrors = zipWith(t.toArray(), o, (target, value) => target - value);
    const hiddenErrors = times(transposed(output), outputErrors);
    const expected = {
      hidden: stepped(hidden, rate, signalsOf(hiddenErrors, h), x.toArray()),
      output: stepped(output, rate, signalsOf(outputErrors, o), h),
    };
    const after = written(next.parameters);
    // Sums of at most 5 terms on the way to h, to o and back, and a few products: less than 40 roundings of numbers of the size of a weight.
    const largest = Math.max(...[...hidden, ...output].flat().map(Math.abs));
    expect(allAgree(after.hidden.flat(), expected.hidden.flat(), 40, largest)).toBe(true);
    expect(allAgree(after.output.flat(), expected.output.flat(), 40, largest)).toBe(true);
    const squares = outputErrors.reduce((sum, e) => sum + e ** 2 / 2, 0);
    expect(allAgree([error.toNumber()], [squares], 40)).toBe(true);
  });

  test.prop([cases])("gives what the network gives whose last layer is a sigmoid", ({ network, parameters, x }) => {
    const sizes = [network.inputs, ...parameters.map(({ weights }) => weights.shape[1])];
    const plain = networkOf(sizes, { ...options, loss: "half-squared-error" });
    const ours = compile((given: readonly LayerParameters[], row: Scores) =>
      losses["split-squared-error"].outputs(network.apply(given, row)),
    );
    const theirs = compile((given: readonly LayerParameters[], row: Scores) =>
      losses["half-squared-error"].outputs(plain.apply(given, row)),
    );
    expect(ours(parameters, x)).toEqual(theirs(parameters, x));
  });
});

const biasesIn = (parameters: readonly Concrete<LayerParameters>[]): readonly (readonly number[])[] =>
  parameters.flatMap((layer) => ("bias" in layer ? [layer.bias.toArray()] : []));

describe("a network", () => {
  const sizes = fc.array(size, { minLength: 2, maxLength: 5 });

  test.prop([sizes, fc.constantFrom("learnt", "fixed", "none"), fc.integer()])(
    "has weights from each size to the next, and biases of 0 where it has any",
    (given, bias, from) => {
      const [parameters] = networkOf(given, { ...presets.s4.recipe, bias }).init(seed(from));
      const next = given.slice(1);
      expect(parameters.map(({ weights }) => weights.shape)).toEqual(zipWith(given, next, (a, b) => [a, b]));
      const zeros = next.map((outputs) => Array.from({ length: outputs }, () => 0));
      expect(biasesIn(parameters)).toEqual(bias === "none" ? [] : zeros);
    },
  );
});

describe("biases, when something is learnt from S2's sample,", () => {
  const [train] = generatedSets.s2.make({ count: 1, noise: 0, dtype: "f64" })(seed(1));
  const data = { train, validation: undefined, test: undefined, image: undefined };

  const learnt = (bias: "learnt" | "fixed", optimiser: OptimiserName) => {
    const { learningRate } = optimisers[optimiser];
    const recipe = { ...presets.s2.recipe, bias, optimiser, learningRate, epochs: 3, l2: 0.1 };
    const { states, outcome } = courseOf(trainingOf(recipe, data, 2));
    if (E.isLeft(outcome)) throw new Error(outcome.left.reason);
    return { before: states[0]?.network.parameters ?? [], after: outcome.right.network.parameters };
  };

  example.each(optimiserNames)("stay where they are if they are fixed, with %s", (optimiser) => {
    const { before, after } = learnt("fixed", optimiser);
    expect(biasesIn(before)).toEqual([
      [0.35, 0.35],
      [0.6, 0.6],
    ]);
    expect(biasesIn(after)).toEqual(biasesIn(before));
    expect(after).not.toEqual(before);
  });

  example("move if they are learnt", () => {
    const { before, after } = learnt("learnt", "sgd");
    const moved = zipWith(biasesIn(before).flat(), biasesIn(after).flat(), (b, next) => b !== next);
    expect(moved).toEqual([true, true, true, true]);
  });
});
