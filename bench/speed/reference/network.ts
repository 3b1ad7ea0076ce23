import type { Network } from "../workload/workload.js";
import { type Matrix, mapMatrix, matrix, product, transposed } from "./matrix.js";
import { exact, type Rounding } from "./rounding.js";

/** Weights `[from, to]` and biases `[1, to]` of each layer. */
export interface Parameters {
  readonly weights: readonly Matrix[];
  readonly biases: readonly Matrix[];
}

/** Inputs and targets, one sample a row. */
export interface Batch {
  readonly x: Matrix;
  readonly t: Matrix;
}

const at = <T>(items: readonly T[], index: number): T => {
  const item = items.at(index);
  if (item === undefined) throw new RangeError(`there is no layer ${index}`);
  return item;
};

const addRow = (a: Matrix, row: Matrix | undefined): Matrix =>
  row === undefined ? a : mapMatrix(a, (value, place) => value + (row.data[place % a.columns] ?? 0));

const combined = (a: Matrix, b: Matrix, f: (a: number, b: number) => number): Matrix =>
  mapMatrix(a, (value, place) => f(value, b.data[place] ?? 0));

const softmaxRows = (z: Matrix): Matrix => {
  const data = new Float64Array(z.data.length);
  for (let start = 0; start < data.length; start += z.columns) {
    const row = z.data.subarray(start, start + z.columns);
    const greatest = row.reduce((a, b) => Math.max(a, b));
    const powers = row.map((value) => Math.exp(value - greatest));
    const sum = powers.reduce((a, b) => a + b);
    data.set(
      powers.map((value) => value / sum),
      start,
    );
  }
  return { ...z, data };
};

const activations = {
  sigmoid: (z: Matrix) => mapMatrix(z, (value) => 1 / (1 + Math.exp(-value))),
  relu: (z: Matrix) => mapMatrix(z, (value) => Math.max(value, 0)),
  softmax: softmaxRows,
} as const;

/** What each layer makes of a batch, the last one as sigmoids or as probabilities. */
const outputsOf = (
  { hidden, loss }: Network,
  { weights, biases }: Parameters,
  x: Matrix,
  { factor, stored }: Rounding,
): readonly Matrix[] => {
  const outputs: Matrix[] = [];
  for (const [layer, weight] of weights.entries()) {
    const z = stored(addRow(product(outputs.at(-1) ?? x, factor(weight, weight.rows)), biases[layer]));
    const activation = layer < weights.length - 1 ? hidden : loss === "half-squared-error" ? "sigmoid" : "softmax";
    outputs.push(stored(activations[activation](z)));
  }
  return outputs;
};

/** The mean loss of a batch. */
export const lossOf = (
  network: Network,
  parameters: Parameters,
  { x, t }: Batch,
  rounding: Rounding = exact,
): number => {
  const y = at(outputsOf(network, parameters, x, rounding), -1);
  const terms = combined(y, t, (y, t) =>
    network.loss === "half-squared-error" ? 0.5 * (y - t) ** 2 : t === 0 ? 0 : -t * Math.log(y),
  );
  return terms.data.reduce((sum, term) => sum + term, 0) / x.rows;
};

/** `f′(z)` in terms of `y = f(z)`. */
const slopes = { sigmoid: (y: number) => y * (1 - y), relu: (y: number) => (y > 0 ? 1 : 0) } as const;

const columnSums = ({ rows, columns, data }: Matrix): Matrix => {
  const sums = new Float64Array(columns);
  for (const [place, value] of data.entries()) sums[place % columns] = (sums[place % columns] ?? 0) + value;
  return matrix(1, columns, rows === 0 ? [] : sums);
};

/** Backpropagation by hand: `δ = (y − t) ⊙ f′`, `∇W = xᵀ δ`, `δ_below = δ Wᵀ ⊙ f′`, the mean over the batch, one step down. */
export const stepped = (
  network: Network,
  parameters: Parameters,
  { x, t }: Batch,
  rounding: Rounding = exact,
): Parameters => {
  const { factor, stored } = rounding;
  const outputs = outputsOf(network, parameters, x, rounding);
  const y = at(outputs, -1);
  const difference = combined(y, t, (y, t) => y - t);
  const output =
    network.loss === "half-squared-error" ? combined(difference, y, (d, y) => d * slopes.sigmoid(y)) : difference;
  const deltas = [stored(output)];
  for (let layer = outputs.length - 1; layer > 0; layer--) {
    const weight = at(parameters.weights, layer);
    const back = product(at(deltas, 0), transposed(factor(weight, weight.columns)));
    deltas.unshift(stored(combined(back, at(outputs, layer - 1), (d, y) => d * slopes[network.hidden](y))));
  }
  const rate = network.learningRate / x.rows;
  const descended = (value: Matrix, slope: Matrix): Matrix => stored(combined(value, slope, (v, s) => v - rate * s));
  const weights = parameters.weights.map((weight, layer) => {
    const below = layer === 0 ? x : at(outputs, layer - 1);
    return descended(weight, product(transposed(below), factor(at(deltas, layer), x.rows)));
  });
  const biases = parameters.biases.map((bias, layer) => descended(bias, columnSums(at(deltas, layer))));
  return { weights, biases: network.biases === "trained" ? biases : parameters.biases };
};
