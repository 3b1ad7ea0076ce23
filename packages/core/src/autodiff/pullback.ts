import { Map as ImmutableMap } from "immutable";
import type { Expr } from "../expr/expr.js";
import { topological } from "../expr/topological.js";
import { add } from "../ops/arithmetic.js";
import { broadcastTo } from "../ops/movement.js";
import { lift } from "../ops/operand.js";
import { GradientError } from "../shape/errors.js";
import { at, sameShape } from "../shape/shape.js";
import { isFloating } from "../tensor/dtype.js";
import { showSignature } from "../tensor/signature.js";

/** A node of zeros, or of any other number, with the shape and dtype of another. */
export const fullLike = (node: Expr, value: number): Expr => broadcastTo(lift(value, node.dtype), node.shape);

/** The nodes through which `wrt` reach `order`: all others have no cotangent to pass on. */
const reachedFrom = (wrt: readonly Expr[], order: readonly Expr[]): ReadonlySet<Expr> => {
  const reached = new Set(wrt);
  for (const node of order) if (isFloating(node.dtype) && node.args.some((arg) => reached.has(arg))) reached.add(node);
  return reached;
};

/** Checks that a cotangent can be that of a node; `what` names both, as "the cotangent of an output" and "the output". */
const checkCotangent = (node: Expr, cotangent: Expr, what: readonly [cotangent: string, node: string]): void => {
  if (sameShape(node.shape, cotangent.shape) && node.dtype === cotangent.dtype) return;
  throw new GradientError(`${what[0]} has ${showSignature(cotangent)}, ${what[1]} ${showSignature(node)}`);
};

/**
 * The cotangents of `wrt`, given those of `outputs`: `x̄ = Σ ȳ · ∂y/∂x`, as expressions.
 *
 * One fold over the graph against its order: a node's cotangent, complete once all that use the node were seen, is pulled back to its
 * arguments by the rule of its operation. What does not depend on `wrt` is left alone; a `wrt` that no output depends on gets zeros.
 *
 * @throws GradientError when a cotangent has not the shape and dtype of its output, a rule gives one that has not those of its argument,
 * or a `wrt` is an integer.
 *
 * @example
 * import { constant, evaluate, input, pullback, square, tensor } from "@chainrule/core";
 * const x = input([2]);
 * const gradients = pullback([square(x)], [x], [constant(tensor([1, 10]))]);
 * const values = evaluate(gradients, [[x, tensor([3, 4])]]);
 * assert.deepEqual(values.map((value) => value.toNested()), [[6, 80]]);
 */
export const pullback = (
  outputs: readonly Expr[],
  wrt: readonly Expr[],
  cotangents: readonly Expr[],
): readonly Expr[] => {
  for (const { dtype } of wrt)
    if (!isFloating(dtype)) throw new GradientError(`a derivative by ${dtype} values does not exist; use f32 or f64`);
  // Against this order the terms of a sum stand as the loss has them: those of its first part come first.
  const order = topological(outputs, { lastFirst: true });
  const reached = reachedFrom(wrt, order);
  const accumulate = (map: ImmutableMap<Expr, Expr>, node: Expr, cotangent: Expr): ImmutableMap<Expr, Expr> =>
    reached.has(node) ? map.update(node, (sum) => (sum === undefined ? cotangent : add(sum, cotangent))) : map;

  const complete = ImmutableMap<Expr, Expr>().withMutations((map) => {
    outputs.forEach((output, index) => {
      const cotangent = at(cotangents, index);
      checkCotangent(output, cotangent, ["pullback: the cotangent of an output", "the output"]);
      accumulate(map, output, cotangent);
    });
    for (const node of order.toReversed()) {
      const cotangent = map.get(node);
      if (cotangent === undefined) continue;
      node.op.pull(cotangent, node).forEach((pulled, index) => {
        if (pulled === undefined) return;
        const arg = at(node.args, index);
        checkCotangent(arg, pulled, [
          `${node.op.name}: the cotangent that its rule gives argument ${index}`,
          "the argument",
        ]);
        accumulate(map, arg, pulled);
      });
    }
  });
  return wrt.map((node) => complete.get(node) ?? fullLike(node, 0));
};
