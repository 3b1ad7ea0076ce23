import { type Array as JaxArray, jit, nn, numpy as np, tree, valueAndGrad } from "@jax-js/jax";
import { installedVersion } from "../../peers/libraries/version.js";
import type { Library, Running } from "../contender/contender.js";
import { type Inputs, type NetworkInputs, type ProductInputs, trainsNetwork } from "../inputs/manifest.js";
import { layersOf, samplesOf } from "../inputs/samples.js";
import type { Network } from "../workload/workload.js";

// Arrays are counted: a call uses up its arguments, unless they are passed as `ref`. A result is only a promise until somebody reads it or waits
// for it, and what is promised piles up: so every step waits for its own.

const multiplying = ({ manifest, floats }: Inputs<ProductInputs>): Running => {
  const shape = [manifest.task.size, manifest.task.size];
  const left = np.array(floats(manifest.left), { shape });
  const right = np.array(floats(manifest.right), { shape });
  const multiply = jit((a: JaxArray, b: JaxArray) => np.matmul(a, b));
  let product = multiply(left.ref, right.ref);
  return {
    run: async (steps) => {
      for (let step = 0; step < steps; step++) {
        product.dispose();
        product = await multiply(left.ref, right.ref).blockUntilReady();
      }
    },
    values: () => {
      const elements = product.ref.dataSync();
      return manifest.places.map((place) => Number(elements[place]));
    },
  };
};

const lossOf =
  ({ hidden, loss, batch }: Network) =>
  (weights: readonly JaxArray[], biases: readonly JaxArray[], x: JaxArray, t: JaxArray): JaxArray => {
    const z = weights.reduce((below, weight, layer) => {
      const product = np.matmul(below, weight);
      const bias = biases[layer];
      const sum = bias === undefined ? product : np.add(product, bias);
      if (layer === weights.length - 1) return sum;
      return hidden === "relu" ? nn.relu(sum) : nn.sigmoid(sum);
    }, x);
    return loss === "half-squared-error"
      ? np.sum(np.square(np.subtract(nn.sigmoid(z), t))).mul(0.5 / batch)
      : np.sum(np.multiply(nn.logSoftmax(z, -1), t)).mul(-1 / batch);
  };

const training = (inputs: Inputs<NetworkInputs>): Running => {
  const { manifest, floats } = inputs;
  const { task, weights, biases } = manifest;
  const samples = samplesOf(inputs);
  const layers = layersOf(task.sizes);
  const matrices = weights.map((name, layer) => np.array(floats(name), { shape: [...(layers[layer] ?? [])] }));
  const vectors = biases.map((name) => np.array(floats(name)));
  const data = [
    np.array(samples.inputs, { shape: [samples.count, task.sizes[0] ?? 0] }),
    np.array(samples.targets, { shape: [samples.count, task.sizes.at(-1) ?? 0] }),
    ...(task.biases === "fixed" ? vectors : []),
  ];

  /** The loss of a batch, which is picked here: within the compiled function that is faster than before it. */
  const loss = (trained: JaxArray[], [inputs, targets, ...fixed]: JaxArray[], chosen: JaxArray): JaxArray => {
    if (inputs === undefined || targets === undefined) throw new TypeError("training needs inputs and targets");
    // A sample that is the only one needs no picking.
    const pick = (rows: JaxArray): JaxArray => (samples.count === 1 ? rows : np.take(rows, chosen.ref, 0));
    const [x, t] = [pick(inputs), pick(targets)];
    chosen.dispose();
    return lossOf(task)(trained.slice(0, layers.length), [...trained.slice(layers.length), ...fixed], x, t);
  };
  const step = jit((trained: JaxArray[], data: JaxArray[], chosen: JaxArray) => {
    const [value, slopes] = valueAndGrad(loss)(tree.ref(trained), data, chosen);
    const next = trained.map((parameter, index) => {
      const slope = slopes[index];
      return slope === undefined ? parameter : np.subtract(parameter, slope.mul(task.learningRate));
    });
    return [value, ...next];
  });
  const measure = jit(loss);

  let parameters = task.biases === "trained" ? [...matrices, ...vectors] : matrices;
  let position = 0;
  const chosenAt = (position: number): JaxArray => np.array(samples.chosen(position).slice());
  return {
    run: (steps) => {
      for (const end = position + steps; position < end; position++) {
        const [value, ...next] = step(parameters, tree.ref(data), chosenAt(position));
        value?.dataSync();
        parameters = next;
      }
    },
    values: () => Array.from(measure(tree.ref(parameters), tree.ref(data), chosenAt(position)).dataSync(), Number),
  };
};

/** jax-js on its WebAssembly backend: one compiled function a step. */
export const jax: Library = {
  versions: { "@jax-js/jax": installedVersion("@jax-js/jax") },
  begin: ({ manifest, ...read }) =>
    trainsNetwork(manifest) ? training({ ...read, manifest }) : multiplying({ ...read, manifest }),
};
