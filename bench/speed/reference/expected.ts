import type { Inputs, NetworkInputs, ProductInputs } from "../inputs/manifest.js";
import { layersOf, samplesOf } from "../inputs/samples.js";
import type { Network } from "../workload/workload.js";
import { matrix } from "./matrix.js";
import { type Batch, lossOf, type Parameters, stepped } from "./network.js";
import { exact, type Rounding, sampledRounding, UNIT_ROUNDOFF } from "./rounding.js";

/** A number in double precision, and how far rounding to single precision may carry it. */
export interface Expected {
  readonly value: number;
  readonly bound: number;
}

/** How many roundings are drawn, and how much further than the furthest of them another may go. */
const DRAWS = 3;
const FURTHER = 4;

/** The loss is itself rounded, after a few operations. */
const OWN_ROUNDING = 8 * UNIT_ROUNDOFF;

const batchAt = (inputs: Inputs<NetworkInputs>): ((step: number) => Batch) => {
  const { sizes, batch } = inputs.manifest.task;
  const samples = samplesOf(inputs);
  const rowsOf = (data: Float32Array, columns: number, chosen: Int32Array) =>
    matrix(
      batch,
      columns,
      [...chosen].flatMap((sample) => [...data.subarray(sample * columns, (sample + 1) * columns)]),
    );
  return (step) => {
    const chosen = samples.chosen(step);
    return {
      x: rowsOf(samples.inputs, sizes[0] ?? 0, chosen),
      t: rowsOf(samples.targets, sizes.at(-1) ?? 0, chosen),
    };
  };
};

const parametersOf = ({ manifest, floats }: Inputs<NetworkInputs>, { sizes, biases }: Network): Parameters => ({
  weights: layersOf(sizes).map(([from, to], layer) => matrix(from, to, floats(manifest.weights[layer] ?? ""))),
  biases:
    biases === "none"
      ? []
      : layersOf(sizes).map(([, to], layer) => {
          const name = manifest.biases[layer];
          return matrix(1, to, name === undefined ? new Float32Array(to) : floats(name));
        }),
});

/** The losses before the first step and after so many, whatever the rounding. */
const trajectory = (
  network: Network,
  initial: Parameters,
  batchAt: (step: number) => Batch,
  steps: number,
  rounding: Rounding,
): readonly [first: number, later: number] => {
  let parameters = initial;
  for (let step = 0; step < steps; step++) parameters = stepped(network, parameters, batchAt(step), rounding);
  return [lossOf(network, initial, batchAt(0), rounding), lossOf(network, parameters, batchAt(steps), rounding)];
};

/**
 * The losses that a network must have before its first step and after so many, trained by hand in double precision. The bound is `FURTHER`
 * times what the furthest of a few random roundings makes of them.
 *
 * `network` may differ from that of the inputs in whether its biases are trained.
 */
export const expectedLosses = (inputs: Inputs<NetworkInputs>, network: Network, steps: number): readonly Expected[] => {
  const batches = batchAt(inputs);
  const initial = parametersOf(inputs, network);
  const run = (rounding: Rounding) => trajectory(network, initial, batches, steps, rounding);
  const values = run(exact);
  const drawn = Array.from({ length: DRAWS }, (_, draw) => run(sampledRounding(draw + 1)));
  return values.map((value, point) => {
    const furthest = Math.max(...drawn.map((losses) => Math.abs((losses[point] ?? Number.NaN) - value)));
    return { value, bound: FURTHER * furthest + OWN_ROUNDING * Math.abs(value) };
  });
};

/** The chosen elements of a product; `|ĉ − c| ≤ γ Σ |a| |b|` with `γ = n u / (1 − n u)`, in whatever order it is summed (Higham, 3.5). */
export const expectedElements = ({ manifest, floats }: Inputs<ProductInputs>): readonly Expected[] => {
  const { size } = manifest.task;
  const [left, right] = [floats(manifest.left), floats(manifest.right)];
  const gamma = (size * UNIT_ROUNDOFF) / (1 - size * UNIT_ROUNDOFF);
  return manifest.places.map((place) => {
    const [row, column] = [Math.floor(place / size), place % size];
    const terms = Array.from(
      left.subarray(row * size, (row + 1) * size),
      (a, inner) => a * (right[inner * size + column] ?? 0),
    );
    return {
      value: terms.reduce((sum, term) => sum + term, 0),
      bound: gamma * terms.reduce((sum, term) => sum + Math.abs(term), 0),
    };
  });
};
