import { add, type Expr, mul } from "@chainrule/core";
import { zipWith } from "fp-ts/lib/ReadonlyArray.js";
import { zerosLike } from "./moments.js";
import { leafwise, type Optimiser } from "./optimiser.js";

/** How to accumulate gradients. */
export interface TraceOptions {
  /** What is left of the velocity after a step, β; default 0.9. */
  readonly decay?: number;
  /** Whether to look one step ahead; default no. */
  readonly nesterov?: boolean;
}

/** For each leaf of the parameters, in order, its velocity. */
export interface TraceState {
  readonly velocity: readonly Expr[];
}

/** `beta a + b`, leaf by leaf. */
const decayed = (beta: number, a: readonly Expr[], b: readonly Expr[]): readonly Expr[] =>
  zipWith(a, b, (x, y) => add(mul(beta, x), y));

/**
 * `v ← β v + g`, `u = v`; with Nesterov's look ahead `u = β v + g`. Polyak (1964); Nesterov (1983) in the form of Sutskever et al. (2013).
 *
 * @example
 * import { evaluate, lift, tensor } from "@chainrule/core";
 * import { trace } from "@chainrule/nn";
 * const [updates] = trace({ decay: 0.5 }).update(lift(tensor([1])), { velocity: [lift(tensor([4]))] }, lift(tensor([0])));
 * assert.deepEqual(evaluate(updates).toNested(), [3]);
 */
export const trace = ({ decay = 0.9, nesterov = false }: TraceOptions = {}): Optimiser<TraceState> =>
  leafwise<TraceState>({
    init: (parameters) => ({ velocity: zerosLike(parameters) }),
    update: (gradients, state) => {
      const velocity = decayed(decay, state.velocity, gradients);
      return [nesterov ? decayed(decay, velocity, gradients) : velocity, { velocity }];
    },
  });
