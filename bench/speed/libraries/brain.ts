import brainJs, { type INeuralNetworkTrainingData } from "brain.js";
import { installedVersion } from "../../peers/libraries/version.js";
import type { Library, Running } from "../contender/contender.js";
import { type Inputs, type NetworkInputs, trainsNetwork } from "../inputs/manifest.js";
import { layersOf, samplesOf } from "../inputs/samples.js";

/** As many samples as are handed over at once. */
const AT_ONCE = 1000;

/** It refuses 0 for both; these leave no trace in single precision. */
const NEARLY_NOTHING = { momentum: 1e-30, errorThresh: 1e-30 };

const training = (inputs: Inputs<NetworkInputs>): Running => {
  const { manifest, floats } = inputs;
  const { sizes, learningRate } = manifest.task;
  const samples = samplesOf(inputs);
  const [from, to] = [sizes[0] ?? 0, sizes.at(-1) ?? 0];
  const layers = layersOf(sizes).map(([inputs, outputs], layer) => {
    const weights = floats(manifest.weights[layer] ?? "");
    const bias = manifest.biases[layer] === undefined ? [] : floats(manifest.biases[layer]);
    return Array.from({ length: outputs }, (_, node) => ({
      bias: bias[node] ?? 0,
      // By name: a list it would keep as it is, in double precision.
      weights: Object.fromEntries(
        Array.from({ length: inputs }, (_, input) => [input, weights[input * outputs + node]]),
      ),
    }));
  });
  const network = new brainJs.NeuralNetwork().fromJSON({
    sizes: [...sizes],
    layers: [Array.from({ length: from }, () => ({})), ...layers],
    inputLookup: null,
    outputLookup: null,
    activation: "sigmoid",
    trainOpts: { learningRate },
  });

  const patterns = new Map<number, INeuralNetworkTrainingData>();
  const patternOf = (sample: number): INeuralNetworkTrainingData => {
    const known = patterns.get(sample);
    if (known !== undefined) return known;
    const pattern = {
      input: Array.from(samples.inputs.subarray(sample * from, (sample + 1) * from)),
      output: Array.from(samples.targets.subarray(sample * to, (sample + 1) * to)),
    };
    patterns.set(sample, pattern);
    return pattern;
  };
  let position = 0;
  const patternAt = (step: number): INeuralNetworkTrainingData => patternOf(samples.chosen(step)[0] ?? 0);
  const patternsFrom = (step: number, count: number): INeuralNetworkTrainingData[] =>
    Array.from({ length: count }, (_, index) => patternAt(step + index));
  const train = (data: INeuralNetworkTrainingData[], iterations: number): void => {
    const done = network.train(data, { ...NEARLY_NOTHING, learningRate, iterations }).iterations;
    if (done !== iterations) throw new Error(`brain.js: stopped after ${done} of ${iterations} iterations`);
    position += data.length * iterations;
  };
  // It converts its data at every call: where they are the same again, many steps are one call.
  const same = samples.count === 1 ? patternsFrom(0, AT_ONCE) : undefined;
  return {
    run: (steps) => {
      const end = position + steps;
      if (same !== undefined && steps >= AT_ONCE) train(same, Math.floor(steps / AT_ONCE));
      while (position < end) train(patternsFrom(position, Math.min(end - position, AT_ONCE)), 1);
    },
    values: () => {
      const { input, output } = patternAt(position);
      const y = network.run(input);
      return [0.5 * output.reduce((sum, target, index) => sum + (target - (y[index] ?? Number.NaN)) ** 2, 0)];
    },
  };
};

/** brain.js; it has sigmoids, squared errors and single samples, and biases that it trains in any case. */
export const brain: Library = {
  versions: { "brain.js": installedVersion("brain.js") },
  begin: ({ manifest, ...read }) => {
    if (!trainsNetwork(manifest)) throw new TypeError("brain.js: has no matrix product");
    return training({ ...read, manifest });
  },
};
