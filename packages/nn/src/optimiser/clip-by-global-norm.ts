import { add, cast, div, type Expr, lift, minimum, mul, sqrt, square, sum } from "@chainrule/core";
import { leafwise, type NoState, type Optimiser } from "./optimiser.js";
import { inDTypeOf } from "./step-count.js";

/** `√(Σ g²)` over all elements of all leaves, in `f64`. */
const globalNorm = (gradients: readonly Expr[]): Expr<readonly []> =>
  sqrt(
    gradients
      .map((g) => sum(square(cast(g, "f64"))))
      .reduce<Expr<readonly []>>((total, squares) => add(total, squares), lift(0, "f64")),
  );

/**
 * `u = g · min(1, largest / ‖g‖)`, with the norm over all leaves together: the direction stays, the length is at most `largest`.
 * Pascanu, Mikolov and Bengio (2013), algorithm 1.
 *
 * @example
 * import { evaluate, lift, tensor } from "@chainrule/core";
 * import { clipByGlobalNorm } from "@chainrule/nn";
 * const [updates] = clipByGlobalNorm(10).update(lift(tensor([30, 40])), {}, lift(tensor([0, 0])));
 * assert.deepEqual(evaluate(updates).toNested(), [6, 8]);
 */
export const clipByGlobalNorm = (largest: number): Optimiser<NoState> =>
  leafwise<NoState>({
    init: () => ({}),
    update: (gradients, state) => {
      // A norm of 0 makes this infinite, and the least is then 1.
      const factor = minimum(1, div(largest, globalNorm(gradients)));
      return [gradients.map((g) => mul(g, inDTypeOf(g, factor))), state];
    },
  });
