import type { Expr } from "@chainrule/core";
import type { Derivation } from "./derivation.js";
import { derivationOf } from "./derivation-of.js";
import { applied, type Inputs } from "./function.js";
import type { DeriveOptions } from "./options.js";
import type { Parameters } from "./parameters.js";

/** A loss as an expression and the nodes to differentiate it by, or as a function and values for its arguments. */
export interface Derive {
  (loss: Expr, options: DeriveOptions & { readonly wrt: Parameters }): Derivation;
  <Args extends readonly unknown[]>(loss: (...args: Args) => Expr, options: DeriveOptions & Inputs<Args>): Derivation;
}

/**
 * How the derivatives of a loss are derived: equations for its intermediates, for the adjoints of these from the loss downwards
 * (`δ = ∂E/∂z`), and for its parameters.
 *
 * Nodes with a name (`named`, layers) have equations; so have, as z₁, z₂ …, values without one where formulas would get too long.
 *
 * The loss is an expression, differentiated by the nodes `wrt`, or a function, differentiated by its first argument; of the `inputs` of a
 * function only shapes and dtypes count.
 *
 * @throws GradientError when the loss is not a scalar, or a parameter an integer; TypeError for a parameter that is no expression.
 *
 * @example
 * import { derive, toText } from "@chainrule/formula";
 * import { input, matmul, mul, named, square, sub, sum } from "@chainrule/core";
 * const [x, y, W] = [input([3, 1], { name: "x" }), input([2, 1], { name: "y" }), input([2, 3], { name: "W" })];
 * const z = named("z", matmul(W, x));
 * const derivation = derive(mul(0.5, sum(square(sub(z, y)))), { wrt: { W } });
 * assert.equal(toText(derivation), `Forward
 *   z = W x
 *   E = ½ ‖z − y‖²
 *
 * Backward, with δ = ∂E/∂z
 *   δ = z − y
 *
 * Gradients
 *   ∂E/∂W = δ xᵀ`);
 */
export const derive: Derive = <Args extends readonly unknown[]>(
  loss: Expr | ((...args: Args) => Expr),
  options: DeriveOptions & ({ readonly wrt: Parameters } | Inputs<Args>),
): Derivation => {
  if (typeof loss === "function") {
    if (!("inputs" in options)) throw new TypeError("derive: a function needs inputs: values for its arguments");
    const { wrt, names, loss: node } = applied(loss, options);
    return derivationOf(node, wrt, names, options);
  }
  if (!("wrt" in options)) throw new TypeError("derive: an expression needs wrt: the nodes to differentiate by");
  return derivationOf(loss, options.wrt, new Map(), options);
};
