import { type Concrete, compile, diagnose, leavesOf, mapLeaves, type Stacked, Tensor } from "@chainrule/core";
import { adopt, bufferOf, sizeOf } from "@chainrule/core/backend";
import * as O from "fp-ts/lib/Option.js";

/** A step of training. */
type Step<State, Batch> = (state: State, batch: Batch) => readonly [State, unknown];

/** The tensors at one place of the first axis. */
const rowOf = (tensor: Tensor, index: number): Tensor => {
  const shape = tensor.shape.slice(1);
  const size = sizeOf(shape);
  return adopt(shape, bufferOf(tensor).slice(index * size, (index + 1) * size));
};

/** What each step of a fold is given. */
const eachOf = <Batch>(batches: Stacked<Batch>): readonly Concrete<Batch>[] => {
  const steps = leavesOf(batches)[0]?.leaf;
  const count = steps instanceof Tensor ? (steps.shape[0] ?? 0) : 0;
  return Array.from(
    { length: count },
    (_, index) =>
      // Safe: one row of each stack is what a step is given.
      mapLeaves(batches, (leaf) => (leaf instanceof Tensor ? rowOf(leaf, index) : leaf)) as Concrete<Batch>,
  );
};

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
export const firstFault = <State, Batch>(
  step: Step<State, Batch>,
  state: Concrete<State>,
  batches: Stacked<Batch>,
): string => {
  const run = compile(step);
  const steps = eachOf<Batch>(batches);
  let current = state;
  for (const [index, batch] of steps.entries()) {
    const fault = diagnose(step)(current, batch);
    if (O.isSome(fault)) return `${fault.value.message} (step ${index + 1} of ${steps.length})`;
    [current] = run(current, batch);
  }
  return "the loss is not finite, though every operation of its steps was when they were taken again";
};
