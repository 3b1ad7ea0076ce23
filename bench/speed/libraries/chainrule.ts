import {
  add,
  type Concrete,
  cast,
  compile,
  div,
  type Expr,
  lift,
  matmul,
  oneHot,
  relu,
  scan,
  sigmoid,
  type Tensor,
  take,
  tensorFrom,
  where,
} from "@chainrule/core";
import { halfSquaredError, initialState, sgd, softmaxCrossEntropy, trainStep } from "@chainrule/nn";
import { wasm } from "@chainrule/wasm";
import { installedVersion } from "../../peers/libraries/version.js";
import type { Library, Running } from "../contender/contender.js";
import { type Inputs, type NetworkInputs, type ProductInputs, trainsNetwork } from "../inputs/manifest.js";
import { layersOf, samplesOf } from "../inputs/samples.js";
import type { Network } from "../workload/workload.js";

type Matrix = Expr<readonly [number, number]>;
type Vector = Expr<readonly [number]>;

const backend = wasm();

const multiplying = ({ manifest, floats }: Inputs<ProductInputs>): Running => {
  const { size } = manifest.task;
  const left = tensorFrom([size, size], floats(manifest.left));
  const right = tensorFrom([size, size], floats(manifest.right));
  const multiply = compile((a: Matrix, b: Matrix) => matmul(a, b), { backend });
  let product: Tensor = left;
  return {
    run: (steps) => {
      for (let step = 0; step < steps; step++) product = multiply(left, right);
    },
    values: () => {
      const elements = product.toTypedArray();
      return manifest.places.map((place) => elements[place] ?? Number.NaN);
    },
  };
};

/** Turns the output before the last activation into the mean loss of a batch, which is told by the indices of its samples. */
type Loss = (indices: Vector, outputOf: (x: Matrix) => Matrix) => Expr<readonly []>;

/** Grey levels become numbers in `0 … 1` as they are read. */
const lossOnDigits = (
  { manifest, bytes }: Inputs<NetworkInputs>,
  digits: NonNullable<NetworkInputs["digits"]>,
): Loss => {
  const { sizes, loss } = manifest.task;
  const [pixels, classes] = [sizes[0] ?? 0, sizes.at(-1) ?? 0];
  const labels = bytes(digits.labels);
  const allLabels = tensorFrom([labels.length], labels);
  const allImages = tensorFrom([labels.length, pixels], bytes(digits.images));
  const [wrong, right] = digits.targets;
  return (indices, outputOf) => {
    const z = outputOf(div(cast(take(allImages, indices), "f32"), 255));
    const chosen = take(allLabels, indices);
    return loss === "softmax-cross-entropy"
      ? softmaxCrossEntropy(z, chosen)
      : halfSquaredError(sigmoid(z), where(oneHot(chosen, classes), right, wrong));
  };
};

/** The only sample is every batch. */
const lossOnExample = ({ manifest, floats }: Inputs<NetworkInputs>): Loss => {
  const { sizes } = manifest.task;
  const x = tensorFrom([1, sizes[0] ?? 0], floats(manifest.inputs));
  const t = tensorFrom([1, sizes.at(-1) ?? 0], floats(manifest.targets));
  return (_, outputOf) => halfSquaredError(sigmoid(outputOf(lift(x))), t);
};

/** Weights `[from, to]` and, where they are trained, biases `[to]`. */
interface Parameters {
  readonly weights: readonly Matrix[];
  readonly biases: readonly Vector[];
}

const output = ({ hidden }: Network, { weights, biases }: Parameters, x: Matrix): Matrix =>
  weights.reduce((below, weight, layer) => {
    const product = matmul(below, weight);
    const bias = biases[layer];
    const z = bias === undefined ? product : add(product, bias);
    if (layer === weights.length - 1) return z;
    return hidden === "relu" ? relu(z) : sigmoid(z);
  }, x);

const training = (inputs: Inputs<NetworkInputs>): Running => {
  const { manifest, floats } = inputs;
  const { task, digits } = manifest;
  const samples = samplesOf(inputs);
  const weights = layersOf(task.sizes).map(([from, to], layer) =>
    tensorFrom([from, to], floats(manifest.weights[layer] ?? "")),
  );
  const biases = manifest.biases.map((name, layer) => tensorFrom([task.sizes[layer + 1] ?? 0], floats(name)));
  const initial: Concrete<Parameters> = { weights, biases: task.biases === "fixed" ? [] : biases };

  const lossOf = digits === undefined ? lossOnExample(inputs) : lossOnDigits(inputs, digits);
  const loss = (parameters: Parameters, indices: Vector): Expr<readonly []> => {
    const fixed = biases.map((bias) => lift(bias));
    const all = task.biases === "fixed" ? { ...parameters, biases: fixed } : parameters;
    return lossOf(indices, (x) => output(task, all, x));
  };
  const optimiser = sgd({ learningRate: task.learningRate });
  const fold = scan(trainStep(loss, optimiser), { backend });
  const measure = compile(loss, { backend });

  let state = initialState(initial, optimiser);
  let position = 0;
  // The example is every batch, and has no last one.
  const chosen = (steps: number): Int32Array =>
    digits === undefined ? new Int32Array(steps) : samples.chosen(position, steps);
  const passEnd = (position: number): number =>
    digits === undefined ? Number.POSITIVE_INFINITY : position - (position % samples.steps) + samples.steps;
  return {
    run: (steps) => {
      for (const end = position + steps; position < end; ) {
        const length = Math.min(end, passEnd(position)) - position;
        [state] = fold(state, tensorFrom([length, task.batch], chosen(length)));
        position += length;
      }
    },
    values: () => [measure(state.parameters, tensorFrom([task.batch], chosen(1))).toNumber()],
  };
};

/** Chainrule, in its public words. */
export const chainrule: Library = {
  versions: { "@chainrule/wasm": installedVersion("@chainrule/wasm") },
  begin: ({ manifest, ...read }) =>
    trainsNetwork(manifest) ? training({ ...read, manifest }) : multiplying({ ...read, manifest }),
};
