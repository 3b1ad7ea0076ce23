import {
  add,
  type Concrete,
  cast,
  div,
  type Expr,
  equal,
  greater,
  isFloating,
  mean,
  mul,
  type Random,
  reshape,
  square,
  sum,
  take,
} from "@chainrule/core";
import { accuracy } from "@chainrule/nn";
import type { Examples } from "../data/examples.js";
import { type ClassLabels, losses, lossOf, type Scores } from "../recipe/loss.js";
import { type LayerParameters, networkOf } from "../recipe/network.js";
import type { Recipe } from "../recipe/recipe.js";

/** Which examples of a set a batch is made of. */
export type Indices = Expr<readonly [number]>;

/** The parameters of a network, as expressions and as values. */
export type Parameters = readonly LayerParameters[];
export type Trained = Concrete<Parameters>;

/** What one step learns from. */
export interface Batch {
  readonly rows: Indices;
  /** One mask `[batch, units]` for each hidden layer, where some activations are left out. */
  readonly masks?: readonly Expr[];
}

type Scalar = Expr<readonly []>;

/** A network and a loss: what is asked of them, as functions of the parameters. */
export interface Classifier {
  readonly sizes: readonly number[];
  readonly init: Random<Trained>;
  /** The mean loss of a batch, penalty included. */
  readonly loss: (set: Examples) => (parameters: Parameters, batch: Batch) => Scalar;
  /** The mean loss of some examples without the penalty, and the share that is classified rightly. */
  readonly measure: (
    set: Examples,
  ) => (parameters: Parameters, rows: Indices) => { readonly loss: Scalar; readonly accuracy: Scalar };
  /** What the network says of inputs: `[count, outputs]`, probabilities where the loss makes them so. */
  readonly outputs: (parameters: Parameters, inputs: Expr<readonly [number, number]>) => Scores;
}

const weightsOf = (parameters: Parameters): readonly Expr[] => parameters.map(({ weights }) => weights);

/** `½ λ Σ w²` over the weights of all layers. */
const penalty = (l2: number, parameters: Parameters): Scalar =>
  weightsOf(parameters)
    .map((weights): Scalar => mul(l2 / 2, sum(square(weights))))
    .reduce((total, term) => add(total, term));

/**
 * The classifier of a recipe, for examples of so many features and classes. Grey levels (`u8`) are scaled as the recipe says; numbers stay
 * as they are.
 *
 * @example
 * import { compile, seed, tensor } from "@chainrule/core";
 * import { classifierFor, presets } from "@chainrule/mnist";
 * const { init, outputs } = classifierFor(presets.s2.recipe, 2, 2);
 * const [parameters] = init(seed(1));
 * const [[first] = []] = [compile(outputs)(parameters, tensor([[0.05, 0.1]], { dtype: "f64" })).toArray()];
 * assert.equal(first?.toFixed(9), "0.751365070"); // before the first step of S2's worked example
 */
export const classifierFor = (recipe: Recipe, features: number, classes: number): Classifier => {
  const { hidden, loss: name, scale, dtype, l2, dropout } = recipe;
  const sizes = [features, ...hidden, recipe.outputs === "single" ? 1 : classes];
  const model = networkOf(sizes, recipe);

  const scaled = (inputs: Expr<readonly [number, number]>): Expr<readonly [number, number]> => {
    if (isFloating(inputs.dtype)) return cast(inputs, dtype);
    const [black, white] = scale;
    const share = div(cast(inputs, dtype), 255);
    // Zeros stay zeros where they may: a first layer skips them.
    return black === 0 && white === 1 ? share : add(mul(share, white - black), black);
  };
  const rowsOf = ({ inputs, labels }: Examples, rows: Indices) => ({
    x: scaled(take(inputs, rows)),
    labels: take(labels, rows),
  });
  return {
    sizes,
    init: model.init,
    loss:
      (set) =>
      (parameters, { rows, masks }) => {
        const { x, labels } = rowsOf(set, rows);
        const network = masks === undefined ? model : networkOf(sizes, recipe, { rate: dropout, masks });
        const error = lossOf(recipe, network.apply(parameters, x), labels, classes);
        return l2 === 0 ? error : add(error, penalty(l2, parameters));
      },
    measure: (set) => (parameters, rows) => {
      const { x, labels } = rowsOf(set, rows);
      const scores = model.apply(parameters, x);
      return {
        loss: lossOf(recipe, scores, labels, classes),
        accuracy: accuracyOf(recipe, losses[name].outputs(scores), labels),
      };
    },
    outputs: (parameters, inputs) => losses[name].outputs(model.apply(parameters, scaled(inputs))),
  };
};

/** The share of rows whose largest output is that of the right class; a single output is above ½ for the second of two. */
const accuracyOf = ({ outputs: kind }: Recipe, outputs: Scores, labels: ClassLabels): Scalar => {
  if (kind === "one-per-class") return accuracy(outputs, labels);
  const isSecond = reshape(greater(outputs, 0.5), [outputs.shape[0]]);
  return mean(cast(equal(isSecond, cast(labels, isSecond.dtype)), "f64"));
};
