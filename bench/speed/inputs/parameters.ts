import { normal, type Random, type Shape, seed, type Tensor, uniform } from "@chainrule/core";
import type { Beginning, Network } from "../workload/workload.js";

/** Weights `[from, to]` and biases `[to]` of each layer. */
export interface Parameters {
  readonly weights: readonly Float32Array[];
  readonly biases: readonly Float32Array[];
}

/** The numbers that are drawn from a seed, in single precision. */
export const drawn = (draw: Random<Tensor<Shape>>, from: number): Float32Array =>
  Float32Array.from(draw(seed(from))[0].toTypedArray());

/** `[to, from]` as `[from, to]`, row by row. */
const transposed = (rows: readonly (readonly number[])[]): Float32Array =>
  Float32Array.from((rows[0] ?? []).flatMap((_, from) => rows.map((row) => row[from] ?? 0)));

/** How the parameters of a network begin. */
export const parametersOf = ({ sizes, biases }: Network, beginning: Beginning, from: number): Parameters => {
  if (beginning.kind === "example")
    return {
      weights: beginning.weights.map(transposed),
      biases: beginning.biases.map((bias) => Float32Array.from(bias)),
    };
  const { weights } = beginning;
  const draw = (inputs: number, outputs: number): Random<Tensor<Shape>> =>
    "gain" in weights
      ? normal([inputs, outputs], { deviation: weights.gain / Math.sqrt(inputs) })
      : uniform([inputs, outputs], { low: -weights.within, high: weights.within });
  const outputs = sizes.slice(1);
  return {
    weights: outputs.map((to, layer) => drawn(draw(sizes[layer] ?? to, to), from + layer)),
    biases: biases === "none" ? [] : outputs.map((to) => new Float32Array(to)),
  };
};
