import { add, type Concrete, type DType, type Expr, matmul, type Random, ShapeError, zeros } from "@chainrule/core";
import { pipe } from "fp-ts/lib/function.js";
import { map } from "fp-ts/lib/State.js";
import type { Initialiser } from "../initialiser/initialiser.js";
import { glorotUniform } from "../initialiser/scaled.js";
import { type Layer, layer } from "./layer.js";

/** The weights of a dense layer, and its bias where it has one. */
export type DenseParameters<In extends number, Out extends number, Bias extends boolean = true> = Bias extends true
  ? { readonly weights: Expr<readonly [In, Out]>; readonly bias: Expr<readonly [Out]> }
  : { readonly weights: Expr<readonly [In, Out]> };

/** How to set up a dense layer. */
export interface DenseOptions<Bias extends boolean = boolean> {
  /** Whether to add a bias, which begins at 0; default yes. */
  readonly bias?: Bias;
  /** How the weights begin; default `glorotUniform`. */
  readonly initialiser?: Initialiser;
  /** Default `f32`. */
  readonly dtype?: DType;
}

/**
 * `y = x W + b`: every output is a weighted sum of every input. Shapes: `W [inputs, outputs]`, `b [outputs]`.
 *
 * @example
 * import { evaluate, lift, tensor } from "@chainrule/core";
 * import { dense } from "@chainrule/nn";
 * const parameters = { weights: lift(tensor([[3], [4]])), bias: lift(tensor([1])) };
 * assert.deepEqual(evaluate(dense(2, 1).apply(parameters, tensor([[1, 2]]))).toNested(), [[12]]);
 */
export const dense = <const In extends number, const Out extends number, const Bias extends boolean = true>(
  inputs: In,
  outputs: Out,
  { bias, initialiser = glorotUniform, dtype = "f32" }: DenseOptions<Bias> = {},
): Layer<DenseParameters<In, Out, Bias>, In, Out> => {
  const init = pipe(
    initialiser([inputs, outputs], { dtype }),
    map((weights) => (bias === false ? { weights } : { weights, bias: zeros([outputs], { dtype }) })),
  );
  const apply = (parameters: { readonly weights: Expr<readonly [In, Out]>; readonly bias?: Expr }, x: Expr): Expr => {
    if (bias !== false && parameters.bias === undefined)
      throw new ShapeError(`dense(${inputs}, ${outputs}): the parameters have no bias`);
    const product = matmul(x, parameters.weights);
    return parameters.bias === undefined ? product : add(product, parameters.bias);
  };
  return layer<DenseParameters<In, Out, Bias>, In, Out>({
    name: `dense(${inputs}, ${outputs})`,
    inputs,
    outputs,
    // Safe: there is a bias unless `Bias` is `false`.
    init: init as Random<unknown> as Random<Concrete<DenseParameters<In, Out, Bias>>>,
    // Safe: rows of `inputs` features times `weights` are rows of `outputs` features.
    apply: (parameters, x) => apply(parameters, x) as Expr<readonly [number, Out]>,
  });
};
