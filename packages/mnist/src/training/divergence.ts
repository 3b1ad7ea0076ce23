import { type Concrete, compile, diagnose } from "@chainrule/core";
import * as O from "fp-ts/lib/Option.js";
import { type Batches, eachBatch } from "./batches.js";
import type { Indices } from "./classifier.js";

/** A step of training. */
type Step<State> = (state: State, indices: Indices) => readonly [State, unknown];

/**
 * Takes the steps again, one at a time, to name the first operation that gave a NaN or an infinity.
 *
 * @example
 * import { div, sub, tensor, type Expr } from "@chainrule/core";
 * import { firstFault } from "@chainrule/mnist";
 * const step = (x: Expr<readonly []>) => [sub(x, 1), div(1, x)] as const;
 * const batches = tensor([[0], [0], [0]], { dtype: "i32" });
 * assert.equal(firstFault(step, tensor(1), batches), "div, f32[], gave Infinity at [] (step 2 of 3)");
 */
export const firstFault = <State>(step: Step<State>, state: Concrete<State>, batches: Batches): string => {
  const run = compile(step);
  const steps = eachBatch(batches);
  let current = state;
  for (const [index, indices] of steps.entries()) {
    const fault = diagnose(step)(current, indices);
    if (O.isSome(fault)) return `${fault.value.message} (step ${index + 1} of ${steps.length})`;
    [current] = run(current, indices);
  }
  return "the loss is not finite, though every operation of its steps was when they were taken again";
};
