import type { Inputs, NetworkInputs } from "../inputs/manifest.js";
import type { Network } from "../workload/workload.js";

const COUNT = 12;

/** Numbers that look like none in particular, many of them 0. */
const numbers = (count: number, scale: number, shift = 0): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: count }, (_, index) => scale * Math.max(Math.sin(3 * index + count), shift));

/** A few samples of a small network, held in memory; grey levels stand for the inputs. */
export const inputsFor = (task: Network): Inputs<NetworkInputs> => {
  const { sizes, batch } = task;
  const [from, to] = [sizes[0] ?? 0, sizes.at(-1) ?? 0];
  const images = Uint8Array.from({ length: COUNT * from }, (_, place) => Math.max(0, 255 * Math.sin(5 * place)));
  const labels = Uint8Array.from({ length: COUNT }, (_, sample) => (7 * sample) % to);
  const layers = sizes.slice(1).map((outputs, layer) => ({ inputs: sizes[layer] ?? 0, outputs }));
  const floats: Readonly<Record<string, Float32Array<ArrayBuffer>>> = {
    inputs: Float32Array.from(images, (grey) => grey / 255),
    targets: Float32Array.from({ length: COUNT * to }, (_, place) =>
      labels[Math.floor(place / to)] === place % to ? 1 : 0,
    ),
    ...Object.fromEntries(
      layers.map(({ inputs, outputs }, layer) => [`w${layer}`, numbers(inputs * outputs, 0.5, -1)]),
    ),
    ...Object.fromEntries(layers.map(({ outputs }, layer) => [`b${layer}`, numbers(outputs, 0.1, -1)])),
  };
  return {
    manifest: {
      task,
      inputs: "inputs",
      targets: "targets",
      digits: { images: "images", labels: "labels", targets: [0, 1] },
      order: "order",
      weights: layers.map((_, layer) => `w${layer}`),
      biases: task.biases === "none" ? [] : layers.map((_, layer) => `b${layer}`),
    },
    floats: (name) => floats[name]?.slice() ?? new Float32Array(),
    integers: () => Int32Array.from({ length: COUNT - (COUNT % batch) }, (_, index) => (5 * index) % COUNT),
    bytes: (name) => (name === "images" ? images : labels).slice(),
  };
};
