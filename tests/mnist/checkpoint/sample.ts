import type { RunMetadata } from "../../../packages/mnist/src/checkpoint/metadata.js";
import { presets } from "../../../packages/mnist/src/recipe/preset.js";

/** The metadata of some run: numbers that decimals do not give exactly, and an escape in the JSON that has two spellings. */
export const sample: RunMetadata = {
  version: 1,
  command: ["train", "--preset", "s2"],
  experiment: { title: "default", label: null, runs: 1, checkpointEvery: 1, backend: "wasm" },
  recipe: presets.default.recipe,
  data: {
    source: { kind: "files", directory: undefined },
    name: "MNIST",
    classes: 10,
    image: [28, 28],
    limit: null,
    validation: 0.1,
    fingerprint: "\u001f",
  },
  state: {
    epoch: 1,
    chunk: 2,
    lossSum: 0.1 + 0.2,
    epochBegan: [1, -2, 3, -4],
    random: [5, 6, 7, -(2 ** 31)],
    history: [{ epoch: 1, loss: 0.1 * 3, trainAccuracy: 0.5, testAccuracy: 1, seconds: 5e-324 }],
    best: { epoch: 1, accuracy: 1 / 3 },
    stopped: null,
    seconds: 1.5,
  },
  versions: { chainrule: "0.1.0", node: "v20.0.0", platform: "linux x64" },
  savedAt: "2026-01-02T03:04:05.678Z",
};
