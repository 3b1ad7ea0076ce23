import assert from "node:assert/strict";
import { test } from "node:test";
import type { Inputs, ProductInputs } from "../inputs/manifest.js";
import { type LibraryName, libraries } from "../libraries/libraries.js";
import { agreementOf, agrees } from "../reference/agreement.js";
import { expectedElements, expectedLosses } from "../reference/expected.js";
import type { Network } from "../workload/workload.js";
import { inputsFor } from "./memory.js";

const STEPS = 5;

const networks: Readonly<Record<string, Network>> = {
  "sigmoid, squared error, one sample, no biases": {
    kind: "network",
    sizes: [6, 4, 3],
    hidden: "sigmoid",
    loss: "half-squared-error",
    biases: "none",
    batch: 1,
    learningRate: 0.5,
  },
  "sigmoid, squared error, one sample, fixed biases": {
    kind: "network",
    sizes: [6, 4, 3],
    hidden: "sigmoid",
    loss: "half-squared-error",
    biases: "fixed",
    batch: 1,
    learningRate: 0.5,
  },
  "relu, cross-entropy, three layers, batches": {
    kind: "network",
    sizes: [6, 5, 4, 3],
    hidden: "relu",
    loss: "softmax-cross-entropy",
    biases: "trained",
    batch: 4,
    learningRate: 0.5,
  },
};

const product = (): Inputs<ProductInputs> => ({
  manifest: { task: { kind: "product", size: 5 }, left: "left", right: "right", places: [0, 7, 24] },
  floats: (name) => Float32Array.from({ length: 25 }, (_, place) => Math.sin(place + name.length)),
  integers: () => new Int32Array(),
  bytes: () => new Uint8Array(),
});

// Safe: a table has no other keys than those of its type.
const names = Object.keys(libraries) as readonly LibraryName[];

for (const name of names) {
  for (const [title, network] of Object.entries(networks)) {
    if (name === "brain" && network.batch > 1) continue;
    test(`${name} trains as one does by hand: ${title}`, async () => {
      const inputs = inputsFor(network);
      const biases = name === "brain" ? "trained" : network.biases;
      const { run, values } = await (await libraries[name]()).begin(inputs);
      const first = await values();
      await run(STEPS - 1);
      await run(1);
      const agreement = agreementOf(expectedLosses(inputs, { ...network, biases }, STEPS), [
        ...first,
        ...(await values()),
      ]);
      assert.ok(agrees(agreement), `off by ${agreement.share} of the bound: ${agreement.values}`);
    });
  }
  if (name !== "brain")
    test(`${name} multiplies`, async () => {
      const inputs = product();
      const { run, values } = await (await libraries[name]()).begin(inputs);
      await run(2);
      assert.ok(agrees(agreementOf(expectedElements(inputs), await values())));
    });
}

test("a training that differs in one thing is told apart", async () => {
  const network = networks["relu, cross-entropy, three layers, batches"];
  assert.ok(network);
  const { run, values } = await (await libraries.onnxruntime()).begin(inputsFor({ ...network, learningRate: 0.5001 }));
  const first = await values();
  await run(STEPS);
  const agreement = agreementOf(expectedLosses(inputsFor(network), network, STEPS), [...first, ...(await values())]);
  assert.ok(!agrees(agreement));
});
