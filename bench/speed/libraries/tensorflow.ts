import * as tf from "@tensorflow/tfjs";
import { setThreadsCount } from "@tensorflow/tfjs-backend-wasm";
import { startTensorflow } from "../../peers/libraries/tensorflow.js";
import type { Library, Running } from "../contender/contender.js";
import { type Inputs, type NetworkInputs, type ProductInputs, trainsNetwork } from "../inputs/manifest.js";
import { layersOf, samplesOf } from "../inputs/samples.js";

const multiplying = ({ manifest, floats }: Inputs<ProductInputs>): Running => {
  const { size } = manifest.task;
  const left = tf.tensor2d(floats(manifest.left), [size, size]);
  const right = tf.tensor2d(floats(manifest.right), [size, size]);
  let product = tf.matMul(left, right);
  return {
    run: (steps) => {
      for (let step = 0; step < steps; step++) {
        product.dispose();
        product = tf.matMul(left, right);
      }
    },
    values: () => {
      const elements = product.dataSync();
      return manifest.places.map((place) => elements[place] ?? Number.NaN);
    },
  };
};

/** Gradients by hand: on the larger networks five times as fast as its optimiser, which multiplies by matrices that it has not transposed. */
const training = (inputs: Inputs<NetworkInputs>): Running => {
  const { manifest, floats } = inputs;
  const { task } = manifest;
  const { sizes, batch } = task;
  const rate = task.learningRate / batch;
  const squared = task.loss === "half-squared-error";
  const samples = samplesOf(inputs);
  const layers = layersOf(sizes);
  const x = tf.tensor2d(samples.inputs, [samples.count, sizes[0] ?? 0]);
  const t = tf.tensor2d(samples.targets, [samples.count, sizes.at(-1) ?? 0]);
  const weights = layers.map((shape, layer) => tf.variable(tf.tensor2d(floats(manifest.weights[layer] ?? ""), shape)));
  const biases = manifest.biases.map((name) => tf.variable(tf.tensor1d(floats(name))));
  let position = 0;

  const pick = (): readonly [tf.Tensor, tf.Tensor] => {
    if (samples.count === 1) return [x, t];
    const chosen = tf.tensor1d(samples.chosen(position), "int32");
    return [tf.gather(x, chosen), tf.gather(t, chosen)];
  };

  /** What each layer makes of a batch. */
  const forward = (batch: tf.Tensor): readonly tf.Tensor[] => {
    const outputs: tf.Tensor[] = [];
    for (const [layer, weight] of weights.entries()) {
      const product = tf.matMul(outputs.at(-1) ?? batch, weight);
      const bias = biases[layer];
      const z = bias === undefined ? product : tf.add(product, bias);
      const isLast = layer === weights.length - 1;
      if (isLast) outputs.push(squared ? tf.sigmoid(z) : tf.softmax(z));
      else outputs.push(task.hidden === "relu" ? tf.relu(z) : tf.sigmoid(z));
    }
    return outputs;
  };

  const timesSlope = (delta: tf.Tensor, y: tf.Tensor, activation: "relu" | "sigmoid"): tf.Tensor =>
    activation === "relu" ? tf.mul(delta, tf.step(y)) : tf.mul(tf.mul(delta, y), tf.sub(1, y));

  const step = (): void => {
    const [rows, targets] = pick();
    const outputs = forward(rows);
    const y = outputs.at(-1) ?? rows;
    const difference: tf.Tensor = tf.mul(tf.sub(y, targets), rate);
    let delta = squared ? timesSlope(difference, y, "sigmoid") : difference;
    for (let layer = weights.length - 1; layer >= 0; layer--) {
      const [weight, bias, below] = [weights[layer], biases[layer], outputs[layer - 1] ?? rows];
      if (weight === undefined) continue;
      const back = layer === 0 ? delta : timesSlope(tf.matMul(delta, tf.transpose(weight)), below, task.hidden);
      weight.assign(tf.sub(weight, tf.matMul(tf.transpose(below), delta)));
      if (task.biases === "trained" && bias !== undefined) bias.assign(tf.sub(bias, tf.sum(delta, 0)));
      delta = back;
    }
  };

  const loss = (): tf.Tensor => {
    const [rows, targets] = pick();
    const y = forward(rows).at(-1) ?? rows;
    const sum = squared ? tf.sum(tf.square(tf.sub(y, targets))) : tf.sum(tf.mul(tf.log(y), targets));
    return tf.mul(sum, (squared ? 0.5 : -1) / batch);
  };

  return {
    run: (steps) => {
      for (const end = position + steps; position < end; position++) tf.tidy(step);
    },
    values: () => tf.tidy(() => Array.from(loss().dataSync())),
  };
};

/** TensorFlow.js on its WebAssembly backend. */
export const tensorflow: Library = {
  versions: { "@tensorflow/tfjs-backend-wasm": tf.version.tfjs },
  begin: async ({ manifest, ...read }) => {
    setThreadsCount(1);
    await startTensorflow("wasm");
    return trainsNetwork(manifest) ? training({ ...read, manifest }) : multiplying({ ...read, manifest });
  },
};
