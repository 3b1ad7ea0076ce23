import type { Expr } from "../expr/expr.js";
import { topological } from "../expr/topological.js";

/**
 * A function as data: what goes in, what comes out, and every node between, arguments first. Pure data: nothing of it runs by itself.
 */
export interface Program {
  readonly inputs: readonly Expr[];
  /** In topological order; dead code is not among them. */
  readonly nodes: readonly Expr[];
  readonly outputs: readonly Expr[];
}

/**
 * The program that computes `outputs` from `inputs`: dead code is what it does not reach.
 *
 * @throws RangeError when the outputs depend on an input that is not in the list.
 *
 * @example
 * import { input, program, square } from "@chainrule/core";
 * const x = input([2]);
 * assert.equal(program([x], [square(x)]).nodes.length, 2);
 */
export const program = (inputs: readonly Expr[], outputs: readonly Expr[]): Program => {
  const nodes = topological([...inputs, ...outputs]);
  const given = new Set(inputs);
  const free = nodes.find((node) => node.op.name === "input" && !given.has(node));
  if (free !== undefined)
    throw new RangeError(`program: the outputs depend on ${free.name ?? "an input"}, which is not among the inputs`);
  return { inputs, nodes, outputs };
};
