import { layersOf } from "../../inputs/samples.js";
import type { Network } from "../../workload/workload.js";
import { type Declared, modelOf, type Name, type Writer } from "./graph.js";

/** What a step reads beside the parameters: all samples and targets, and which of them the batch is made of. */
const dataOf = ({ sizes, batch }: Network, samples: number): readonly Declared[] => [
  { name: "samples", type: "f32", shape: [samples, sizes[0] ?? 0] },
  { name: "targets", type: "f32", shape: [samples, sizes.at(-1) ?? 0] },
  { name: "chosen", type: "i32", shape: [batch] },
];

const weight = (layer: number): Name => `weights-${layer}`;
const bias = (layer: number): Name => `bias-${layer}`;

/** What a parameter is called after the step. */
export const next = (name: Name): Name => `${name}-next`;

/** The parameters of a network, layer by layer. */
export const parameters = (network: Network): readonly Declared[] =>
  layersOf(network.sizes).flatMap(([from, to], layer): readonly Declared[] => [
    { name: weight(layer), type: "f32", shape: [from, to] },
    ...(network.biases === "none" ? [] : [{ name: bias(layer), type: "f32", shape: [to] } as const]),
  ]);

/** Those that a step changes. */
export const trained = (network: Network): readonly Declared[] =>
  parameters(network).filter(({ shape }) => shape.length === 2 || network.biases === "trained");

/** The batch, and what each layer makes of it. */
interface Forward {
  readonly x: Name;
  readonly t: Name;
  readonly outputs: readonly Name[];
}

const forward = ({ op }: Writer, network: Network): Forward => {
  const [x, t] = [op("Gather", ["samples", "chosen"]), op("Gather", ["targets", "chosen"])];
  const layers = layersOf(network.sizes);
  const outputs: Name[] = [];
  for (const layer of layers.keys()) {
    const inputs = [outputs.at(-1) ?? x, weight(layer)];
    const z = network.biases === "none" ? op("MatMul", inputs) : op("Gemm", [...inputs, bias(layer)]);
    const isLast = layer === layers.length - 1;
    if (!isLast) outputs.push(op(network.hidden === "relu" ? "Relu" : "Sigmoid", [z]));
    else outputs.push(network.loss === "half-squared-error" ? op("Sigmoid", [z]) : op("Softmax", [z], { axis: -1 }));
  }
  return { x, t, outputs };
};

/** The model of a training step: parameters and a batch in, parameters out. */
export const stepModel = (network: Network, samples: number): Uint8Array => {
  const outputs = trained(network).map((parameter) => ({ ...parameter, name: next(parameter.name) }));
  return modelOf([...dataOf(network, samples), ...parameters(network)], outputs, (writer) => {
    const { op, constant } = writer;
    const { x, t, outputs } = forward(writer, network);
    const rate = -network.learningRate / network.batch;
    const through = (delta: Name, y: Name, activation: Network["hidden"]): Name =>
      activation === "relu"
        ? op("Where", [op("Greater", [y, constant(0)]), delta, constant(0)])
        : op("Mul", [delta, op("Mul", [y, op("Sub", [constant(1), y])])]);
    const y = outputs.at(-1) ?? x;
    const difference = op("Sub", [y, t]);
    let delta = network.loss === "half-squared-error" ? through(difference, y, "sigmoid") : difference;
    for (let layer = outputs.length - 1; layer >= 0; layer--) {
      const below = outputs[layer - 1] ?? x;
      // The product, the learning rate and the update are one operation.
      op("Gemm", [below, delta, weight(layer)], { transA: 1, alpha: rate, beta: 1 }, next(weight(layer)));
      if (network.biases === "trained") {
        const sum = op("ReduceSum", [delta, constant([0])], { keepdims: 0 });
        op("Add", [bias(layer), op("Mul", [sum, constant(rate)])], {}, next(bias(layer)));
      }
      if (layer > 0) delta = through(op("Gemm", [delta, weight(layer)], { transB: 1 }), below, network.hidden);
    }
  });
};

/** The model of the loss of a batch. */
export const lossModel = (network: Network, samples: number): Uint8Array =>
  modelOf(
    [...dataOf(network, samples), ...parameters(network)],
    [{ name: "loss", type: "f32", shape: [] }],
    (writer) => {
      const { op, constant } = writer;
      const { t, outputs } = forward(writer, network);
      const y = outputs.at(-1) ?? t;
      const squared = network.loss === "half-squared-error";
      const terms = squared
        ? op("ReduceSumSquare", [op("Sub", [y, t])], { keepdims: 0 })
        : op("ReduceSum", [op("Mul", [t, op("Log", [y])])], { keepdims: 0 });
      op("Mul", [terms, constant((squared ? 0.5 : -1) / network.batch)], {}, "loss");
    },
  );

/** The model of a matrix product. */
export const productModel = (size: number): Uint8Array => {
  const square = (name: Name): Declared => ({ name, type: "f32", shape: [size, size] });
  return modelOf([square("left"), square("right")], [square("product")], ({ op }) => {
    op("MatMul", ["left", "right"], {}, "product");
  });
};
