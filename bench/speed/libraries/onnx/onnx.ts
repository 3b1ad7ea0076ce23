import * as ort from "onnxruntime-node";
import type { Library, Running } from "../../contender/contender.js";
import { type Inputs, type NetworkInputs, type ProductInputs, trainsNetwork } from "../../inputs/manifest.js";
import { lossModel, next, parameters, productModel, stepModel, trained } from "./training.js";

const sessionOf = (model: Uint8Array): Promise<ort.InferenceSession> =>
  ort.InferenceSession.create(model, {
    executionProviders: ["cpu"],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
  });

const floats = (data: Float32Array, shape: readonly number[]): ort.Tensor => new ort.Tensor("float32", data, shape);

type Feeds = Readonly<Record<string, ort.Tensor>>;

const multiplying = async ({ manifest, floats: read }: Inputs<ProductInputs>): Promise<Running> => {
  const { size } = manifest.task;
  const shape = [size, size];
  const session = await sessionOf(productModel(size));
  const feeds = { left: floats(read(manifest.left), shape), right: floats(read(manifest.right), shape) };
  const product = new Float32Array(size * size);
  const fetches = { product: floats(product, shape) };
  return {
    run: async (steps) => {
      for (let step = 0; step < steps; step++) await session.run(feeds, fetches);
    },
    values: () => manifest.places.map((place) => product[place] ?? Number.NaN),
  };
};

/** Weights are read from one set of arrays and written to the other, in turn: nothing is allocated. */
const training = async ({ manifest, floats: read, integers }: Inputs<NetworkInputs>): Promise<Running> => {
  const { task, weights, biases } = manifest;
  const { sizes, batch } = task;
  const inputs = read(manifest.inputs);
  const samples = inputs.length / (sizes[0] ?? 1);
  const order = integers(manifest.order);
  const steps = order.length / batch;
  const data = {
    samples: floats(inputs, [samples, sizes[0] ?? 0]),
    targets: floats(read(manifest.targets), [samples, sizes.at(-1) ?? 0]),
  };
  const files = weights.flatMap((name, layer) => [name, ...biases.slice(layer, layer + 1)]);
  const all = parameters(task);
  const initial: Feeds = Object.fromEntries(
    all.map(({ name, shape }, index) => [name, floats(read(files[index] ?? ""), shape)]),
  );
  const changed = trained(task);
  const other: Feeds = {
    ...initial,
    ...Object.fromEntries(
      changed.map(({ name, shape }) => [name, floats(new Float32Array(shape.reduce((n, size) => n * size, 1)), shape)]),
    ),
  };
  const fetchesInto = (feeds: Feeds): Feeds =>
    Object.fromEntries(changed.flatMap(({ name }) => (feeds[name] === undefined ? [] : [[next(name), feeds[name]]])));
  const sides = [
    { feeds: { ...data, ...initial }, fetches: fetchesInto(other) },
    { feeds: { ...data, ...other }, fetches: fetchesInto(initial) },
  ] as const;

  const [step, loss] = [await sessionOf(stepModel(task, samples)), await sessionOf(lossModel(task, samples))];
  let position = 0;
  const sideAt = (position: number) => sides[position % 2 === 0 ? 0 : 1];
  const chosenAt = (position: number): ort.Tensor => {
    const start = (position % steps) * batch;
    return new ort.Tensor("int32", order.subarray(start, start + batch), [batch]);
  };
  return {
    run: async (count) => {
      for (const end = position + count; position < end; position++) {
        const { feeds, fetches } = sideAt(position);
        await step.run({ ...feeds, chosen: chosenAt(position) }, fetches);
      }
    },
    values: async () => {
      const { loss: result } = await loss.run({ ...sideAt(position).feeds, chosen: chosenAt(position) });
      return Array.from(result?.data ?? [], Number);
    },
  };
};

export const onnxruntime: Library = {
  versions: { "onnxruntime-node": ort.env.versions.node ?? ort.env.versions.common },
  begin: ({ manifest, ...files }) =>
    trainsNetwork(manifest) ? training({ ...files, manifest }) : multiplying({ ...files, manifest }),
};
