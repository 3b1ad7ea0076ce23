import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Network, Product } from "../workload/workload.js";

/** A network and the files that hold what it is trained on, little-endian, rows first. */
export interface NetworkInputs {
  readonly task: Network;
  /** f32 `[samples, inputs]`. */
  readonly inputs: string;
  /** f32 `[samples, outputs]`. */
  readonly targets: string;
  /** Where the samples are digits: what inputs and targets were made of. */
  readonly digits: Digits | undefined;
  /** i32 `[steps · batch]`: the samples in the order in which they are met; after the last step the first comes again. */
  readonly order: string;
  /** f32 `[from, to]` for each layer. */
  readonly weights: readonly string[];
  /** f32 `[to]` for each layer, or none. */
  readonly biases: readonly string[];
}

export interface Digits {
  /** u8 `[samples, pixels]`; the inputs are these over 255. */
  readonly images: string;
  /** u8 `[samples]`. */
  readonly labels: string;
  /** The targets of the wrong digits and of the right one. */
  readonly targets: readonly [wrong: number, right: number];
}

/** Two matrices, f32 `[size, size]`. */
export interface ProductInputs {
  readonly task: Product;
  readonly left: string;
  readonly right: string;
  /** Which elements of the product are compared, by their places in its rows one after the other. */
  readonly places: readonly number[];
}

/** What a contender is told: the task, and in which files beside the manifest its inputs lie. */
export type Manifest = NetworkInputs | ProductInputs;

export const trainsNetwork = (manifest: Manifest): manifest is NetworkInputs => manifest.task.kind === "network";

/** A manifest, and what reads its files. */
export interface Inputs<M extends Manifest = Manifest> {
  readonly manifest: M;
  readonly floats: (name: string) => Float32Array<ArrayBuffer>;
  readonly integers: (name: string) => Int32Array<ArrayBuffer>;
  readonly bytes: (name: string) => Uint8Array<ArrayBuffer>;
}

/** Opens a manifest that this program has written. */
export const openInputs = (path: string): Inputs => {
  // A copy, as what Node reads may begin at any byte of a larger buffer.
  const read = (name: string): ArrayBuffer => new Uint8Array(readFileSync(join(dirname(path), name))).buffer;
  return {
    // Safe: written as a `Manifest` by the process that started this one.
    manifest: JSON.parse(readFileSync(path, "utf8")) as Manifest,
    floats: (name) => new Float32Array(read(name)),
    integers: (name) => new Int32Array(read(name)),
    bytes: (name) => new Uint8Array(read(name)),
  };
};
