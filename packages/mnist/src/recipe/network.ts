import {
  customGradient,
  type DType,
  type Expr,
  matmul,
  mul,
  named,
  stopGradient,
  sub,
  transpose,
} from "@chainrule/core";
import {
  type Activation,
  type DenseParameters,
  dense,
  dropout,
  gelu,
  type Layer,
  layer,
  leakyRelu,
  type Rows,
  relu,
  sequential,
  sigmoid,
  softplus,
  tanh,
  zeroInitialiser,
} from "@chainrule/nn";
import { type InitialiserName, initialisers } from "./initialiser.js";
import type { LossName } from "./loss.js";
import { namesOf } from "./names.js";
import { givenParameters, isWorkedExample } from "./worked-example.js";

/** The activations that a hidden layer may have. */
export const activations = {
  relu,
  leakyRelu: (x) => leakyRelu(x),
  gelu,
  sigmoid,
  softplus,
  tanh,
} as const satisfies Readonly<Record<string, Activation>>;

export type ActivationName = keyof typeof activations;

export const activationNames = namesOf(activations);

/** The weights `[inputs, outputs]` of a layer, and its bias `[outputs]` where it has one. */
export type LayerParameters = DenseParameters<number, number, boolean>;

/** What a network is made of, besides its sizes. */
export interface NetworkOptions {
  readonly activation: ActivationName;
  readonly bias: "learnt" | "fixed" | "none";
  readonly initialiser: InitialiserName;
  readonly loss: LossName;
  readonly dtype: DType;
}

/** Layers one after the other. */
export type Network = Layer<readonly LayerParameters[]>;

/** Which hidden activations a step leaves out: one mask `[batch, units]` for each hidden layer. */
export interface Dropout {
  readonly rate: number;
  readonly masks: readonly Expr[];
}

type AnyDense = Layer<LayerParameters>;

const denseOf = (inputs: number, outputs: number, { bias, initialiser, dtype }: NetworkOptions): AnyDense => {
  const rule = isWorkedExample(initialiser) ? zeroInitialiser : initialisers[initialiser];
  const whole = dense<number, number, boolean>(inputs, outputs, { bias: bias !== "none", initialiser: rule, dtype });
  if (bias !== "fixed") return whole;
  const fixed = (p: LayerParameters): LayerParameters => ("bias" in p ? { ...p, bias: stopGradient(p.bias) } : p);
  return layer<LayerParameters, number, number>({ ...whole, apply: (p, x) => whole.apply(fixed(p), x) });
};

/** `o = σ(h W)`, whose error goes back to `h` split by the weights and not through the outputs' σ′, as S0 publishes it. */
const splitting = customGradient(
  (h: Rows, w: LayerParameters["weights"]): Rows => sigmoid(matmul(h, w)),
  (g, o, h, w) => [matmul(g, transpose(w)), matmul(transpose(h), mul(mul(g, o), sub(1, o)))],
);

const splittingOf = (inputs: number, outputs: number, options: NetworkOptions, position: number): AnyDense =>
  layer<LayerParameters, number, number>({
    ...denseOf(inputs, outputs, { ...options, bias: "none" }),
    apply: ({ weights }, x) => named(`a${position}`, splitting(x, weights)),
  });

/**
 * Layers of the given sizes, inputs and outputs too, with an activation between them: the last gives scores. What `dropout` leaves
 * out is left out of every hidden layer.
 */
export const networkOf = (
  sizes: readonly number[],
  options: NetworkOptions,
  { rate, masks }: Dropout = { rate: 0, masks: [] },
): Network => {
  const activation = activations[options.activation];
  const hidden = (position: number): Activation => {
    const mask = masks[position];
    return mask === undefined ? activation : (x) => dropout(activation(x), mask, rate);
  };
  const last = sizes.length - 2;
  const layers = sizes.slice(1).map((outputs, position) => {
    const make = position === last && options.loss === "split-squared-error" ? splittingOf : denseOf;
    return make(sizes[position] ?? outputs, outputs, options, position + 1);
  });
  const network = sequential(
    ...layers.flatMap((stage, position) => (position === 0 ? [stage] : [hidden(position - 1), stage])),
  );
  const { initialiser, dtype } = options;
  if (!isWorkedExample(initialiser)) return network;
  return { ...network, init: (random) => [givenParameters(initialiser, dtype), random] };
};
