import type { Inputs, NetworkInputs } from "./manifest.js";

/** The samples of a network, and which of them each step is about. */
export interface Samples {
  readonly count: number;
  /** `[count, inputs]` */
  readonly inputs: Float32Array<ArrayBuffer>;
  /** `[count, outputs]` */
  readonly targets: Float32Array<ArrayBuffer>;
  /** How many steps there are before the first comes again. */
  readonly steps: number;
  /** The samples of consecutive steps, which must not go beyond the last. */
  readonly chosen: (step: number, steps?: number) => Int32Array<ArrayBuffer>;
}

export const samplesOf = ({ manifest, floats, integers }: Inputs<NetworkInputs>): Samples => {
  const { batch, sizes } = manifest.task;
  const [inputs, order] = [floats(manifest.inputs), integers(manifest.order)];
  const steps = order.length / batch;
  return {
    count: inputs.length / (sizes[0] ?? 1),
    inputs,
    targets: floats(manifest.targets),
    steps,
    chosen: (step, count = 1) => {
      const start = (step % steps) * batch;
      return order.subarray(start, start + count * batch);
    },
  };
};

/** Inputs and outputs of each layer. */
export const layersOf = (sizes: readonly number[]): readonly [from: number, to: number][] =>
  sizes.slice(1).map((to, layer) => [sizes[layer] ?? to, to]);
