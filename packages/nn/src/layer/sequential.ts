import { named, ShapeError, sameShape, showShape } from "@chainrule/core";
import { sequenceArray } from "fp-ts/lib/State.js";
import type { Activation } from "../activation/activation.js";
import { type Agrees, type AnyLayer, type Layer, layer, type ParametersOf, type Rows } from "./layer.js";

/** A layer, or a function of rows that has no parameters and keeps the shape. */
export type Stage = AnyLayer | Activation;

/** How many features come out of the stages before position `Position`; `number` where that is not known. */
type WidthBefore<
  Stages extends readonly unknown[],
  Position,
  Width extends number = number,
  Seen extends readonly unknown[] = readonly [],
> = Stages extends readonly [infer First, ...infer Rest]
  ? `${Seen["length"]}` extends Position
    ? Width
    : WidthBefore<Rest, Position, OutputsOf<First, Width>, readonly [...Seen, First]>
  : number;

type OutputsOf<S, Width extends number> = S extends AnyLayer ? S["outputs"] : Width;

/** `unknown` when a stage takes rows of `Width` features, and otherwise a message that no argument can satisfy. */
type Follows<S, Width extends number> = S extends AnyLayer
  ? Agrees<Width, S["inputs"]> extends true
    ? unknown
    : `this layer takes ${S["inputs"]} features, the one before it gives ${Width}`
  : unknown;

/** The features that the first layer takes. */
type FirstInputs<Stages extends readonly unknown[]> = Stages extends readonly [infer First, ...infer Rest]
  ? First extends AnyLayer
    ? First["inputs"]
    : FirstInputs<Rest>
  : number;

/** The features that the last layer gives. */
type LastOutputs<Stages extends readonly unknown[], Width extends number = number> = Stages extends readonly [
  infer First,
  ...infer Rest,
]
  ? LastOutputs<Rest, OutputsOf<First, Width>>
  : Stages extends readonly []
    ? Width
    : number;

/** The parameters of each stage that is a layer, in order; a list where the number of stages is not known. */
export type StageParameters<Stages extends readonly unknown[]> = Stages extends readonly [infer First, ...infer Rest]
  ? First extends AnyLayer
    ? readonly [ParametersOf<First>, ...StageParameters<Rest>]
    : StageParameters<Rest>
  : Stages extends readonly []
    ? readonly []
    : readonly ParametersOf<Extract<Stages[number], AnyLayer>>[];

const isLayer = (stage: Stage): stage is AnyLayer => typeof stage !== "function";

/** The sizes of the first layer and of the last, where each layer takes what the one before it gives. */
const checkedSizes = (layers: readonly AnyLayer[]): { readonly inputs: number; readonly outputs: number } => {
  const [first] = layers;
  const last = layers.at(-1);
  if (first === undefined || last === undefined)
    throw new ShapeError("sequential: needs at least one layer among its stages, to know its sizes");
  layers.slice(1).forEach((next, index) => {
    const before = layers[index];
    if (before !== undefined && before.outputs !== next.inputs)
      throw new ShapeError(
        `sequential: ${before.name} gives ${before.outputs} features, ${next.name} after it takes ${next.inputs}`,
      );
  });
  return { inputs: first.inputs, outputs: last.outputs };
};

/** Names a value as printers shall show it, unless it has a name. */
const called = (name: string, x: Rows): Rows => (x.name === undefined ? named(name, x) : x);

const activated = (activation: Activation, x: Rows, position: number): Rows => {
  const y = activation(x);
  if (sameShape(x.shape, y.shape)) return called(`a${position}`, y as Rows); // Safe: it has the shape of `x`.
  throw new ShapeError(
    `sequential: the function after layer ${position} turns ${showShape(x.shape)} into ${showShape(y.shape)}; ` +
      "a stage that changes the shape is a layer",
  );
};

/** The rows after all stages: each layer takes its own parameters, in order. */
const applyAll = (stages: readonly Stage[], parameters: readonly object[], rows: Rows): Rows =>
  stages.reduce<{ readonly x: Rows; readonly position: number }>(
    ({ x, position }, stage) =>
      isLayer(stage)
        ? // Safe: the parameters stand in the order of the layers, and the sizes of the layers were checked.
          {
            x: called(`z${position + 1}`, stage.apply(parameters[position] as never, x as never)),
            position: position + 1,
          }
        : { x: activated(stage, x, position), position },
    { x: rows, position: 0 },
  ).x;

/**
 * Layers and activations one after the other: `y = fₙ(… f₂(f₁(x)))`. Its parameters are a tuple, one tree for each layer.
 *
 * Printed programs call the result of layer `k` `zk`, and what an activation makes of it `ak`. It is a layer itself.
 *
 * @throws ShapeError when a layer does not take as many features as the one before it gives (where sizes are literal, the compiler
 * says so first), or when there is no layer.
 *
 * @example
 * import { compile, mul, seed, sigmoid, tensor, type Expr } from "@chainrule/core";
 * import { dense, sequential, type ParametersOf } from "@chainrule/nn";
 * const swish = (x: Expr) => mul(x, sigmoid(x));
 * const model = sequential(dense(2, 3), swish, dense(3, 1));
 * const [parameters] = model.init(seed(1));
 * const predict = compile((p: ParametersOf<typeof model>, x: Expr) => model.apply(p, x));
 * assert.deepEqual(predict(parameters, tensor([[0, 0]])).toNested(), [[0]]);
 */
export const sequential = <const Stages extends readonly Stage[]>(
  ...stages: { readonly [I in keyof Stages]: Stages[I] & Follows<Stages[I], WidthBefore<Stages, I>> }
): Layer<StageParameters<Stages>, FirstInputs<Stages>, LastOutputs<Stages>> => {
  const all: readonly Stage[] = stages;
  const layers = all.filter(isLayer);
  const { inputs, outputs } = checkedSizes(layers);
  const model = layer<readonly object[], number, number>({
    name: `sequential(${layers.map(({ name }) => name).join(", ")})`,
    inputs,
    outputs,
    init: sequenceArray(layers.map(({ init }) => init)),
    apply: (parameters, x) => applyAll(all, parameters, x),
  });
  // Safe: the types compute of the stages what the code above computes of their values.
  return model as AnyLayer as Layer<StageParameters<Stages>, FirstInputs<Stages>, LastOutputs<Stages>>;
};
