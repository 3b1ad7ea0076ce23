import type { Workload, WorkloadName } from "./workload.js";

const gigaflops = (size: number): number => (2 * size ** 3) / 1e9;

/** All workloads, in the order in which they are run. */
export const workloads: Readonly<Record<WorkloadName, Workload>> = {
  A: {
    name: "A",
    title: "784-50-10, sigmoid, ½ Σ squared error, no biases, batch 1",
    unit: "samples/s",
    unitsPerStep: 1,
    task: {
      kind: "network",
      sizes: [784, 50, 10],
      hidden: "sigmoid",
      loss: "half-squared-error",
      biases: "none",
      batch: 1,
      learningRate: 0.1,
    },
    beginning: { kind: "digits", targets: [0, 1], weights: { gain: 1 } },
    compareAfter: 100,
  },
  A2: {
    name: "A2",
    title: "784-300-10, sigmoid, ½ Σ squared error, batch 1",
    unit: "samples/s",
    unitsPerStep: 1,
    task: {
      kind: "network",
      sizes: [784, 300, 10],
      hidden: "sigmoid",
      loss: "half-squared-error",
      biases: "trained",
      batch: 1,
      learningRate: 0.3,
    },
    beginning: { kind: "digits", targets: [0.1, 0.9], weights: { within: 0.1 } },
    compareAfter: 50,
  },
  B: {
    name: "B",
    title: "784-300-10, relu, softmax cross-entropy, batch 64",
    unit: "samples/s",
    unitsPerStep: 64,
    task: {
      kind: "network",
      sizes: [784, 300, 10],
      hidden: "relu",
      loss: "softmax-cross-entropy",
      biases: "trained",
      batch: 64,
      learningRate: 0.1,
    },
    beginning: { kind: "digits", targets: [0, 1], weights: { gain: Math.SQRT2 } },
    compareAfter: 20,
  },
  C: {
    name: "C",
    title: "784-800-800-10, relu, softmax cross-entropy, batch 128",
    unit: "samples/s",
    unitsPerStep: 128,
    task: {
      kind: "network",
      sizes: [784, 800, 800, 10],
      hidden: "relu",
      loss: "softmax-cross-entropy",
      biases: "trained",
      batch: 128,
      learningRate: 0.05,
    },
    beginning: { kind: "digits", targets: [0, 1], weights: { gain: Math.SQRT2 } },
    compareAfter: 4,
  },
  D512: {
    name: "D512",
    title: "matrix product, 512³",
    unit: "GFLOP/s",
    unitsPerStep: gigaflops(512),
    task: { kind: "product", size: 512 },
  },
  D1024: {
    name: "D1024",
    title: "matrix product, 1024³",
    unit: "GFLOP/s",
    unitsPerStep: gigaflops(1024),
    task: { kind: "product", size: 1024 },
  },
  E: {
    name: "E",
    title: "2-2-2 worked example, sigmoid, ½ Σ squared error, fixed biases, one sample",
    unit: "steps/s",
    unitsPerStep: 1,
    task: {
      kind: "network",
      sizes: [2, 2, 2],
      hidden: "sigmoid",
      loss: "half-squared-error",
      biases: "fixed",
      batch: 1,
      learningRate: 0.5,
    },
    beginning: {
      kind: "example",
      input: [0.05, 0.1],
      target: [0.01, 0.99],
      weights: [
        [
          [0.15, 0.2],
          [0.25, 0.3],
        ],
        [
          [0.4, 0.45],
          [0.5, 0.55],
        ],
      ],
      biases: [
        [0.35, 0.35],
        [0.6, 0.6],
      ],
    },
    compareAfter: 10_000,
  },
};
