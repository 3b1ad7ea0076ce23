import { type Concrete, type Expr, input, mapLeaves, named, seed, Tensor } from "@chainrule/core";
import { type Derivation, type DeriveOptions, derive } from "@chainrule/formula";
import type { ParametersOf } from "@chainrule/nn";
import { type Encoding, lossOf } from "./loss.js";
import { type NetworkOptions, networkOf } from "./network.js";

const inputsLike = (tree: Concrete<object>): unknown =>
  mapLeaves(tree, (leaf): Expr => {
    const { shape, dtype } = leaf instanceof Tensor ? leaf : { shape: [], dtype: "f32" as const };
    return input(shape, { dtype });
  });

/** How the gradient of a network's loss is derived, on a batch of rows; `sizes` are those of all layers, from the inputs to the outputs. */
export const derivationOf = (
  sizes: readonly number[],
  recipe: NetworkOptions & Encoding,
  batch: number,
  options: Pick<DeriveOptions, "notation" | "form" | "activation" | "adjoints"> = {},
): Derivation => {
  // Neither the first values of parameters nor whether a bias moves are part of how derivatives come about.
  const bias = recipe.bias === "none" ? "none" : "learnt";
  const model = networkOf(sizes, { ...recipe, bias, initialiser: "glorot-uniform" });
  const [values] = model.init(seed(0));
  const x = input([batch, model.inputs], { dtype: recipe.dtype, name: "x" });
  const labels = input([batch], { dtype: "i32", name: "labels" });
  // Safe: every tensor became an input of its shape.
  const wrt = inputsLike(values) as ParametersOf<typeof model>;
  const scores = model.apply(wrt, x);
  const E = named("E", lossOf(recipe, scores, labels, model.outputs));
  return derive(E, { wrt, ...options });
};
