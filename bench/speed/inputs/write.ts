import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { normal, permutation, seed } from "@chainrule/core";
import type { Beginning, Network, Product, Workload } from "../workload/workload.js";
import { type DigitArrays, targetRows } from "./digits.js";
import type { Manifest, NetworkInputs, ProductInputs } from "./manifest.js";
import { drawn, parametersOf } from "./parameters.js";

/** Any number would do: all contenders are given what comes of it. */
const SEED = 7;

/** How many elements of a product are compared. */
const PLACES = 16;

type Write = (name: string, data: Float32Array | Int32Array | Uint8Array) => Promise<string>;

/** Writes each file once, and gives back its name. */
const writerInto = (folder: string): Write => {
  const written = new Set<string>();
  return async (name, data) => {
    if (!written.has(name)) {
      written.add(name);
      await writeFile(join(folder, name), new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    }
    return name;
  };
};

/** The full batches of a shuffled epoch. */
const orderOf = (samples: number, batch: number): Int32Array =>
  Int32Array.from(permutation(samples)(seed(SEED))[0].toTypedArray()).subarray(0, samples - (samples % batch));

const samplesOf = async (
  write: Write,
  { sizes, batch }: Network,
  beginning: Beginning,
  { images, pixels, labels }: DigitArrays,
): Promise<Pick<NetworkInputs, "inputs" | "targets" | "digits" | "order">> => {
  if (beginning.kind === "example")
    return {
      inputs: await write("example-input.f32", Float32Array.from(beginning.input)),
      targets: await write("example-target.f32", Float32Array.from(beginning.target)),
      digits: undefined,
      order: await write("example-order.i32", Int32Array.of(0)),
    };
  const { targets } = beginning;
  return {
    inputs: await write("pixels.f32", pixels),
    targets: await write(`targets-${targets.join("-")}.f32`, targetRows(labels, sizes.at(-1) ?? 0, targets)),
    digits: { images: await write("images.u8", images), labels: await write("labels.u8", labels), targets },
    order: await write(`order-${batch}.i32`, orderOf(labels.length, batch)),
  };
};

const networkInputs = async (
  write: Write,
  name: string,
  task: Network,
  beginning: Beginning,
  digits: DigitArrays,
): Promise<NetworkInputs> => {
  const all = (stem: string, arrays: readonly Float32Array[]): Promise<readonly string[]> =>
    Promise.all(arrays.map((array, layer) => write(`${name}-${stem}-${layer + 1}.f32`, array)));
  const { weights, biases } = parametersOf(task, beginning, SEED);
  return {
    task,
    ...(await samplesOf(write, task, beginning, digits)),
    weights: await all("weights", weights),
    biases: await all("biases", biases),
  };
};

const productInputs = async (write: Write, name: string, task: Product): Promise<ProductInputs> => {
  const { size } = task;
  const order = permutation(size * size)(seed(SEED))[0].toTypedArray();
  return {
    task,
    left: await write(`${name}-left.f32`, drawn(normal([size, size]), SEED)),
    right: await write(`${name}-right.f32`, drawn(normal([size, size]), SEED + 1)),
    places: [...order.subarray(0, PLACES)],
  };
};

/** What writes into a folder what the contenders need for a workload, and gives back the path of its manifest. */
export const inputWriter = (folder: string, digits: DigitArrays): ((workload: Workload) => Promise<string>) => {
  const write = writerInto(folder);
  return async (workload) => {
    const { name } = workload;
    const manifest: Manifest =
      "beginning" in workload
        ? await networkInputs(write, name, workload.task, workload.beginning, digits)
        : await productInputs(write, name, workload.task);
    const path = join(folder, `${name}.json`);
    await writeFile(path, JSON.stringify(manifest));
    return path;
  };
};
