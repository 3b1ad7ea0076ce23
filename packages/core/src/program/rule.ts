import type { Expr } from "../expr/expr.js";
import { isOp } from "../ops/index.js";
import { Tensor } from "../tensor/tensor.js";

/** An equation between expressions, used from left to right. */
export interface Rule {
  readonly name: string;
  /** The equation, as text. */
  readonly law: string;
  /** The right side, where the node matches the left. */
  readonly apply: (node: Expr) => Expr | undefined;
}

/** The number that a node is everywhere, where it is a constant that does not vary. */
export const uniform = (node: Expr): number | undefined => {
  let source = node;
  while (isOp(source, "broadcastTo") || isOp(source, "reshape")) {
    const [inner] = source.args;
    if (inner === undefined) return undefined;
    source = inner;
  }
  const { value } = source.params;
  return isOp(source, "constant") && value instanceof Tensor && value.size === 1 ? value.toNumber() : undefined;
};
