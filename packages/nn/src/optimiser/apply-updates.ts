import { add, leavesOf, lift, replaceLeaves } from "@chainrule/core";
import { zipWith } from "fp-ts/lib/ReadonlyArray.js";

/**
 * `w + u`, leaf by leaf.
 *
 * @throws ShapeError when an update does not broadcast with its parameter.
 *
 * @example
 * import { evaluate, lift, tensor } from "@chainrule/core";
 * import { applyUpdates } from "@chainrule/nn";
 * const moved = applyUpdates({ w: lift(tensor([1, 2])) }, { w: lift(tensor([10, 20])) });
 * assert.deepEqual(evaluate(moved.w).toNested(), [11, 22]);
 */
export const applyUpdates = <Parameters>(parameters: Parameters, updates: Parameters): Parameters => {
  const moved = zipWith(leavesOf(parameters), leavesOf(updates), (w, u) => add(lift(w.leaf), lift(u.leaf)));
  // Safe: there is one sum for each leaf of the parameters, in order.
  return replaceLeaves(parameters, moved) as Parameters;
};
